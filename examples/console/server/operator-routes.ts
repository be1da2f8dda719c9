import type { Claim } from "proximo";
import * as z from "zod";
import { contactId, type Note } from "../contact.ts";
import type { Room } from "../room.ts";
import { abilities, type Person, staffMember } from "../staff.ts";
import { shown } from "../view/line.ts";
import { Refused, type Route } from "./router.ts";

const nothing = z.object({});
const moment = z.int().nonnegative();
const release = z.object({ scheduledFor: moment.optional() });
const take = z.object({ ticket: z.string() });
const ticket = z.object({
  name: z.string().trim().min(1).max(80),
  channel: z.string(),
  topic: z.string().max(80).default(""),
  receivedAt: moment.optional(),
  scheduledFor: moment.optional(),
  /** With it the company writes first. */
  purpose: z.string().optional(),
});

/** What an operator does. */
export function operatorRoutes({ center }: Room): Route[] {
  /** Agents who have a request under way: one who presses twice is not given two tickets. */
  const busy = new Set<string>();

  async function claiming(id: string, claim: (person: Person) => Promise<Claim<Note> | undefined>) {
    const person = staffMember(id);
    if (person === undefined || person.simulated) throw new Refused(404, "UNKNOWN_AGENT", `nobody here is ${id}`);
    if (busy.has(id)) throw new Refused(409, "BUSY", "one at a time");
    busy.add(id);
    try {
      const [holding] = await center.claims({ agent: id });
      if (holding !== undefined) throw new Refused(409, "BUSY", "finish the ticket in hand first");
      const claimed = await claim(person);
      return { ticket: claimed && shown(claimed.ticket) };
    } finally {
      busy.delete(id);
    }
  }

  async function held(token: string): Promise<Claim<Note>> {
    const claim = await center.claim(token);
    if (claim === undefined) throw new Refused(409, "STALE_CLAIM", "the ticket is no longer in these hands");
    return claim;
  }

  return [
    {
      method: "POST",
      path: "/api/agents/:agent/next",
      answer: async ({ named, body }) => {
        await body(nothing);
        return claiming(named("agent"), (person) => center.next(abilities(person)));
      },
    },
    {
      method: "POST",
      path: "/api/agents/:agent/take",
      answer: async ({ named, body }) => {
        const { ticket } = await body(take);
        return claiming(named("agent"), (person) => center.take(ticket, abilities(person)));
      },
    },
    {
      method: "POST",
      path: "/api/claims/:token/complete",
      answer: async ({ named, body }) => {
        await body(nothing);
        return shown(await (await held(named("token"))).complete());
      },
    },
    {
      method: "POST",
      path: "/api/claims/:token/release",
      answer: async ({ named, body }) => {
        const { scheduledFor } = await body(release);
        const claim = await held(named("token"));
        return shown(await claim.release({ scheduledFor }));
      },
    },
    {
      method: "POST",
      path: "/api/claims/:token/cancel",
      answer: async ({ named, body }) => {
        await body(nothing);
        return shown(await (await held(named("token"))).cancel());
      },
    },
    {
      method: "POST",
      path: "/api/tickets",
      answer: async ({ body }) => {
        const { name, topic, purpose, ...rest } = await body(ticket);
        const outbound = purpose !== undefined && { direction: "outbound" as const, purpose };
        const input = {
          contact: contactId(name),
          data: { name, topic: topic || (purpose ?? "") },
          ...rest,
          ...outbound,
        };
        return shown(await center.enqueue(input));
      },
    },
  ];
}
