import { changes } from "./changes.ts";
import { channels } from "./channels.ts";
import { claims } from "./claims.ts";
import { competition } from "./competition.ts";
import { entering } from "./entering.ts";
import { order } from "./order.ts";
import { promotion } from "./promotion.ts";
import { rules } from "./rules.ts";

/** The contract, but for its random histories. */
export const chapters = { channels, entering, order, promotion, claims, changes, rules, competition };

export type ChapterName = keyof typeof chapters | "histories";
