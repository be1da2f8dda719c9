import type { HistoryEntry, Refusal } from "proximo";
import * as z from "zod";
import { contactId } from "../contact.ts";
import { OUTBOUND_CHANNELS, PURPOSES } from "../opening.ts";
import type { Room } from "../room.ts";
import { SUBSCRIBERS } from "../traffic/people.ts";
import { Refused, type Route } from "./router.ts";

const channel = z.object({
  score: z.int().min(1).max(100).optional(),
  absolute: z.boolean().optional(),
  enabled: z.boolean().optional(),
});
const pace = z.object({ pace: z.number().min(0).max(50) });
const revocation = z.object({ channel: z.string().optional(), purpose: z.string().optional() });

/** What a person has said yes and no to, and all that is on record of it. */
export interface Consents {
  readonly name: string;
  readonly answers: readonly {
    readonly purpose: string;
    readonly channel: string;
    readonly allowed: boolean;
    /** Why not. */
    readonly reasons: readonly Refusal[];
  }[];
  readonly history: readonly HistoryEntry[];
}

/** What a supervisor does. */
export function supervisorRoutes(room: Room): Route[] {
  const { center } = room;

  async function consents(name: string): Promise<Consents> {
    const contact = contactId(name);
    const questions = PURPOSES.flatMap(({ id: purpose }) => OUTBOUND_CHANNELS.map((channel) => ({ purpose, channel })));
    const answers = questions.map(async (question) => {
      const decision = await center.consent.check({ contact, ...question });
      return { ...question, allowed: decision.allowed, reasons: decision.allowed ? [] : decision.reasons };
    });
    return { name, answers: await Promise.all(answers), history: await center.consent.history(contact) };
  }

  return [
    {
      method: "POST",
      path: "/api/channels/:channel",
      answer: async ({ named, body }) => {
        const id = named("channel");
        // To set one that is not there would add it, for good.
        if ((await center.channels.get(id)) === undefined)
          throw new Refused(404, "UNKNOWN_CHANNEL", `there is no ${id}`);
        return center.channels.set(id, await body(channel));
      },
    },
    {
      method: "POST",
      path: "/api/pace",
      answer: async ({ body }) => {
        room.pace.factor = (await body(pace)).pace;
        return {};
      },
    },
    { method: "GET", path: "/api/contacts", answer: () => SUBSCRIBERS.map(({ name }) => name) },
    {
      method: "GET",
      path: "/api/contacts/:name",
      answer: ({ named }) => consents(named("name")),
    },
    {
      method: "POST",
      path: "/api/contacts/:name/revoke",
      answer: async ({ named, body }) => {
        const contact = contactId(named("name"));
        const { channel, purpose } = await body(revocation);
        await center.consent.revoke({
          contact,
          ...(channel !== undefined && { channels: [channel] }),
          ...(purpose !== undefined && { purposes: [purpose] }),
          act: "supervisor",
        });
        return consents(named("name"));
      },
    },
    {
      method: "GET",
      path: "/api/contacts/:name/proof",
      answer: async ({ named, response }) => {
        const contact = contactId(named("name"));
        const proof = await center.consent.proof(contact);
        response.setHeader("content-disposition", `attachment; filename="${contact}-consent-proof.json"`);
        return proof;
      },
    },
  ];
}
