import { agents } from "./agents/agents.ts";
import { room } from "./agents/room.ts";
import { vanishing } from "./agents/vanishing.ts";
import { assignment } from "./claims/assignment.ts";
import { claims } from "./claims/claims.ts";
import { offers } from "./claims/offers.ts";
import { preference } from "./claims/preference.ts";
import { returns } from "./claims/returns.ts";
import { consent } from "./consent/consent.ts";
import { erasure } from "./consent/erasure.ts";
import { names } from "./data/names.ts";
import { tallies } from "./data/tallies.ts";
import { values } from "./data/values.ts";
import { agenda } from "./line/agenda.ts";
import { changes } from "./line/changes.ts";
import { channels } from "./line/channels.ts";
import { entering } from "./line/entering.ts";
import { lanes } from "./line/lanes.ts";
import { order } from "./line/order.ts";
import { patience } from "./line/patience.ts";
import { promotion } from "./line/promotion.ts";
import { rules } from "./line/rules.ts";
import { decisions } from "./outbound/decisions.ts";
import { gate } from "./outbound/gate.ts";
import { grounds } from "./outbound/grounds.ts";
import { holds } from "./outbound/holds.ts";
import { outbound } from "./outbound/outbound.ts";
import { repeats } from "./outbound/repeats.ts";
import { wishes } from "./outbound/wishes.ts";
import { competition } from "./processes/competition.ts";
import { broadcasts, messages } from "./processes/messages.ts";

/** The contract, but for its random histories. */
export const chapters = {
  ...{ channels, entering, order, promotion, claims, changes, rules, competition },
  ...{ agents, room, vanishing, offers, returns, preference, patience, lanes, assignment, agenda, tallies },
  ...{
    gate,
    grounds,
    holds,
    consent,
    outbound,
    repeats,
    wishes,
    decisions,
    erasure,
    messages,
    broadcasts,
    names,
    values,
  },
};

export type ChapterName = keyof typeof chapters | "histories";
