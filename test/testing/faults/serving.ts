import type { Agent, AgentDescription, Case, Holding } from "proximo";
import type { Claimed } from "../../../src/stores/store.ts";
import { type Fault, over } from "./fault.ts";

const serves = ({ channels, skills = [] }: AgentDescription, one: { channel: string; skills: readonly string[] }) =>
  channels?.includes(one.channel) !== false && one.skills.every((skill) => skills.includes(skill));

/** In who is given a ticket, and for how long. */
export const servingFaults: { readonly [fault: string]: Fault } = {
  "an offer that outlives its deadline": {
    breaks: [
      "offers: an offer lapses at its deadline, to the millisecond, and the ticket stands where it stood",
      "offers: every member sees that it has lapsed, with no timer running",
    ],
    members: (real) => {
      const asAsked = (holding: Holding): Holding =>
        holding.deadline === undefined ? holding : { ...holding, deadline: holding.deadline - 1 };
      return {
        offer: async ({ within, ...proposal }, clearance): Promise<Claimed> => {
          const { holding, ...rest } = await real.offer({ ...proposal, within: within + 1 }, clearance);
          return holding === undefined ? rest : { ...rest, holding: asAsked(holding) };
        },
      };
    },
  },

  "capacity that is ignored": {
    breaks: [
      "room: an agent is given as many as they can have, on all channels together",
      "room: and as many of a channel; others are given to them meanwhile",
      "room: a wrap-up takes a place on its channel, and ends by itself, to the millisecond",
    ],
    members: (real) => ({
      claimNext: async (claimant, token, clearance) => {
        if (typeof claimant !== "string") return real.claimNext(claimant, token, clearance);
        const agent = await real.agents.get(claimant);
        return real.claimNext(agent?.presence === "available" ? agent : claimant, token, clearance);
      },
    }),
  },

  "room that is looked for before the claim": {
    breaks: ["room: an agent who asks many times at once never has more than they can"],
    members: (real) => ({
      claimNext: async (claimant, token, clearance) => {
        if (typeof claimant !== "string") return real.claimNext(claimant, token, clearance);
        const agent = (await real.agents.list({ withRoom: true })).find(({ id }) => id === claimant);
        return real.claimNext(agent ?? claimant, token, clearance);
      },
    }),
  },

  "an agent who is gone, and is still among those who have room": {
    breaks: ["room: those alone are listed who have room for a ticket of some channel"],
    members: (real) => {
      const gone = new Map<string, Agent>();
      return {
        get agents() {
          return over(real.agents, {
            remove: async (id) => {
              const agent = await real.agents.get(id);
              if (agent?.presence === "available") gone.set(id, agent);
              return real.agents.remove(id);
            },
            list: async (filter) => [...(await real.agents.list(filter)), ...(filter?.withRoom ? gone.values() : [])],
          });
        },
      };
    },
  },

  "an agent who was never gone, as nobody had looked": {
    breaks: ["vanishing: heard from, an agent is there again, and idle since then, whether anybody had looked or not"],
    members: (real) => {
      const seen = new Map<string, Agent>();
      const asSeen = (agent: Agent): Agent => {
        const before = seen.get(agent.id);
        const stayed = before?.presence === agent.presence && !before.vanished;
        const shown = stayed ? { ...agent, presenceSince: before.presenceSince } : agent;
        seen.set(agent.id, shown);
        return shown;
      };
      return {
        get agents() {
          return over(real.agents, {
            set: async (id, change) => asSeen(await real.agents.set(id, change)),
            heartbeat: async (id) => asSeen(await real.agents.heartbeat(id)),
            get: async (id) => {
              const agent = await real.agents.get(id);
              return agent && asSeen(agent);
            },
            remove: async (id) => {
              seen.delete(id);
              return real.agents.remove(id);
            },
          });
        },
      };
    },
  },

  "a wrap-up that was over, and is ended once more": {
    breaks: ["room: an agent ends all their wrap-ups when they are ready"],
    members: (real) => {
      const wrappedUp = new Set<string>();
      let now = () => 0;
      return {
        open: async (setup) => {
          const clock = await real.open(setup);
          now = () => clock.now();
          return clock;
        },
        settle: async (...given) => {
          const settled = await real.settle(...given);
          if ("claim" in settled) wrappedUp.add(settled.claim.agent);
          return settled;
        },
        get agents() {
          return over(real.agents, {
            ready: async (id) => {
              const agent = await real.agents.ready(id);
              return wrappedUp.delete(id) ? { ...agent, idleSince: now() } : agent;
            },
          });
        },
      };
    },
  },

  "a reserved ticket that anybody gets": {
    breaks: [
      "preference: a ticket with a preferred agent is for them alone, until then to the millisecond",
      "preference: an agent sees and gets, of many reserved, what is theirs or nobody's",
    ],
    members: (real) => ({
      claimNext: async (claimant, token, clearance) => {
        if (typeof claimant === "string") return real.claimNext(claimant, token, clearance);
        const first = (await real.peek(Number.POSITIVE_INFINITY)).find((one) => serves(claimant, one));
        if (first?.preferredAgent === undefined) return real.claimNext(claimant, token, clearance);
        return real.claimTicket(first.id, { ...claimant, id: first.preferredAgent.id }, token, clearance);
      },
    }),
  },

  "a refusal that is lost": {
    breaks: [
      "returns: whoever has refused it is not offered it again until the moment; others are",
      "lanes: who has refused a ticket is told with it, while it holds",
    ],
    members: (real) => ({
      settle: async (token, settlement, clearance) =>
        real.settle(token, settlement.kind === "return" ? { kind: "return" } : settlement, clearance),
    }),
  },

  "an escalation that the claim does not see": {
    breaks: ["patience: after so long a ticket joins those promoted, to the millisecond, and keeps its place in time"],
    members: (real) => {
      const configured = new Map<string, number | null | undefined>();
      return {
        setChannel: async (id, { escalateAfter, ...change }) => {
          configured.set(id, escalateAfter);
          return { ...(await real.setChannel(id, change)), escalateAfter: escalateAfter ?? undefined };
        },
        channels: async () =>
          (await real.channels()).map((one) => ({ ...one, escalateAfter: configured.get(one.id) ?? undefined })),
      };
    },
  },

  "an answer that is the latest": {
    breaks: ["assignment: when an agent first had it stays, whoever has it later, by whatever door"],
    members: (real) => {
      const latest = new Map<string, number>();
      const corrected = (ticket: Case): Case => ({
        ...ticket,
        answeredAt: ticket.answeredAt && (latest.get(ticket.id) ?? ticket.answeredAt),
      });
      return {
        accept: async (token) => {
          const { holding, wasOffered } = await real.accept(token);
          latest.set(holding.ticket.id, holding.claimedAt);
          return { holding: { ...holding, ticket: corrected(holding.ticket) }, wasOffered };
        },
        ticket: async (id) => {
          const ticket = await real.ticket(id);
          return ticket && corrected(ticket);
        },
      };
    },
  },

  "an offer that is accepted as often as somebody does": {
    breaks: [
      "offers: accepted, it is a claim like another, and lapses no more",
      "offers: an active claim is accepted already",
      "offers: of many who are offered the same ticket at once, one is; of many who accept and return, one does",
    ],
    members: (real) => ({ accept: async (token) => ({ ...(await real.accept(token)), wasOffered: true }) }),
  },

  "tallies of which the last counts": {
    breaks: [
      "tallies: what is of one interval, series and measure adds up; the rest stays apart",
      "tallies: many are added at once",
    ],
    members: (real) => ({
      tallies: over(real.tallies, {
        add: (tallies) => {
          const last = new Map(tallies.map((one) => [JSON.stringify([one.at, one.series, one.measure]), one]));
          return real.tallies.add([...last.values()]);
        },
      }),
    }),
  },
};
