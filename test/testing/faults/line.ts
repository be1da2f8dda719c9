import type { AgentDescription, Case, ProximoError, Store } from "proximo";
import type { Agenda } from "../../../src/stores/store.ts";
import type { Fault } from "./fault.ts";

/** Everything but the arrival number. */
const keys = ({ channel, contactScore, receivedAt, scheduledFor }: Case) =>
  JSON.stringify([channel, contactScore, receivedAt, scheduledFor]);

/** In the order, and in who holds what. */
export const lineFaults: { readonly [fault: string]: Fault } = {
  "a wrong tie-break": {
    breaks: ["order: then who came first"],
    members: (real) => ({
      peek: async (count, agent) => {
        const line = [...(await real.peek(Number.POSITIVE_INFINITY, agent))];
        return line.sort((a, b) => (keys(a) === keys(b) ? b.arrival - a.arrival : 0)).slice(0, count);
      },
    }),
  },

  "a channel's score as it was when the ticket came": {
    breaks: ["order: then the channel's score, as it is now"],
    members: (real) => ({
      setChannel: async (id, change) => {
        const waiting = await real.peek(1, { id: "anybody", channels: [id] });
        const { score: _, ...rest } = change;
        return real.setChannel(id, waiting.length > 0 ? rest : change);
      },
    }),
  },

  "any one of the skills is enough": {
    breaks: ["order: an agent sees and gets only what they can serve; nothing in front of it blocks"],
    members: (real) => ({
      claimNext: async (claimant, token, clearance) => {
        const agent = claimant as AgentDescription;
        const line = await real.peek(Number.POSITIVE_INFINITY);
        const first = line.find(({ skills }) => skills.some((skill) => agent.skills?.includes(skill)));
        if (first === undefined) return real.claimNext(agent, token, clearance);
        return real.claimTicket(first.id, { id: agent.id, skills: first.skills }, token, clearance);
      },
    }),
  },

  "a promotion one millisecond late": {
    breaks: ["promotion: a scheduled ticket is held until its lead, to the millisecond"],
    members: (real) => ({ open: ({ clock, promotionLead }) => real.open({ clock, promotionLead: promotionLead - 1 }) }),
  },

  "a promotion told twice": {
    breaks: [
      "promotion: each promotion is told once, by whichever handle is asked first, even of a ticket claimed meanwhile",
    ],
    members: (real) => {
      let last: Agenda["passed"] = [];
      return {
        agenda: async () => {
          const agenda = await real.agenda();
          const passed = [...last, ...agenda.passed];
          last = agenda.passed;
          return { ...agenda, passed };
        },
      };
    },
  },

  "a double claim": {
    breaks: [
      "competition: claims made at once are of different tickets, and together the first of the line",
      "competition: where more ask than wait, the others get nothing",
      "competition: tickets enter, are claimed, changed and cancelled at once, and none is lost or held twice",
    ],
    members: (real) => ({
      claimNext: async (agent, token, clearance) => {
        const [ticket] = await real.peek(1, agent as AgentDescription);
        await undefined;
        const claimed = await real.claimNext(agent, token, clearance);
        if (ticket === undefined || claimed.holding === undefined) return claimed;
        return { holding: { ...claimed.holding, ticket: { ...ticket, state: "active" } } };
      },
    }),
  },

  "a lost release": {
    breaks: [
      "claims: released, a ticket stands where it would have stood",
      "competition: tickets claimed and given back by many at once stand as they stood",
    ],
    members: (real) => ({
      settle: async (token, settlement, clearance) =>
        real.settle(token, settlement.kind === "release" ? { kind: "cancel" } : settlement, clearance),
    }),
  },

  "a release that goes to the end": {
    breaks: ["claims: released, a ticket stands where it would have stood"],
    members: (real) => ({
      settle: async (token, settlement, clearance) => {
        const later = (await real.agenda()).now + 300_001;
        if (settlement.kind !== "release") return real.settle(token, settlement, clearance);
        return real.settle(
          token,
          { kind: "release", change: { scheduledFor: later, ...settlement.change } },
          clearance,
        );
      },
    }),
  },

  "a stale token that is accepted": {
    breaks: [
      "claims: a settlement with a token that is stale, or was never given, changes nothing",
      "competition: of many settlements of one claim, one is done",
    ],
    members: (real) => {
      let settled: Awaited<ReturnType<Store["settle"]>>;
      return {
        settle: async (...given) => {
          try {
            settled = await real.settle(...given);
          } catch (error) {
            if ((error as ProximoError).code !== "STALE_CLAIM") throw error;
          }
          return settled;
        },
      };
    },
  },

  "a claim forgotten by its token": {
    breaks: ["claims: a claim is picked up by its token, on any handle"],
    members: () => ({ claim: () => undefined }),
  },

  "a duplicate that is let pass": {
    breaks: ["entering: the same id with other input is refused, and changes nothing"],
    members: (real) => ({
      enqueue: async (entry, clearance) => {
        const ticket = await real.ticket(entry.ticket.id);
        return ticket === undefined ? real.enqueue(entry, clearance) : { ticket, created: false };
      },
    }),
  },
};
