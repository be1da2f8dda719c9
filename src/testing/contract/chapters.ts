import { agenda } from "./agenda.ts";
import { agents } from "./agents.ts";
import { assignment } from "./assignment.ts";
import { changes } from "./changes.ts";
import { channels } from "./channels.ts";
import { claims } from "./claims.ts";
import { competition } from "./competition.ts";
import { consent } from "./consent.ts";
import { decisions } from "./decisions.ts";
import { entering } from "./entering.ts";
import { erasure } from "./erasure.ts";
import { gate } from "./gate.ts";
import { grounds } from "./grounds.ts";
import { holds } from "./holds.ts";
import { lanes } from "./lanes.ts";
import { broadcasts, messages } from "./messages.ts";
import { names } from "./names.ts";
import { offers } from "./offers.ts";
import { order } from "./order.ts";
import { outbound } from "./outbound.ts";
import { patience } from "./patience.ts";
import { preference } from "./preference.ts";
import { promotion } from "./promotion.ts";
import { returns } from "./returns.ts";
import { room } from "./room.ts";
import { rules } from "./rules.ts";
import { tallies } from "./tallies.ts";
import { values } from "./values.ts";
import { vanishing } from "./vanishing.ts";

/** The contract, but for its random histories. */
export const chapters = {
  ...{ channels, entering, order, promotion, claims, changes, rules, competition },
  ...{ agents, room, vanishing, offers, returns, preference, patience, lanes, assignment, agenda, tallies },
  ...{ gate, grounds, holds, consent, outbound, decisions, erasure, messages, broadcasts, names, values },
};

export type ChapterName = keyof typeof chapters | "histories";
