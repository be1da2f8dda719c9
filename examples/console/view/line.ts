import type { Case, Standing } from "proximo";
import type { Note } from "../contact.ts";
import type { ConsoleCenter } from "../opening.ts";
import { decidingKey, standings } from "./standing.ts";

const SHOWN = 40;

/** A ticket as the pages show it. */
export interface Shown extends Note {
  readonly id: string;
  readonly channel: string;
  readonly contact?: string | undefined;
  readonly direction: "inbound" | "outbound";
  readonly scheduledFor?: number | undefined;
}

/** A place in the line, and why it is before the next one. */
export interface Place extends Shown {
  readonly standing: Standing;
  /** Absent for the last in the line. */
  readonly before?: { readonly name: string; readonly key: keyof Standing; readonly standing: Standing } | undefined;
}

/** The first of the line, in order, each with the key that decides against the one behind it. */
export async function lineOf(center: ConsoleCenter): Promise<Place[]> {
  const [tickets, channels, rules] = await Promise.all([
    center.peek(SHOWN + 1),
    center.channels.list(),
    center.contacts.rules(),
  ]);
  const standingOf = standings(channels, rules);
  const standing = tickets.map(standingOf);
  return tickets.slice(0, SHOWN).map((ticket, index) => {
    const [own, behind] = [standing[index]!, standing[index + 1]];
    const key = behind && decidingKey(own, behind);
    return {
      ...shown(ticket),
      standing: own,
      ...(behind && key && { before: { name: shown(tickets[index + 1]!).name, key, standing: behind } }),
    };
  });
}

export function shown({ id, channel, contact, direction, scheduledFor, data }: Case<Note>): Shown {
  return { id, channel, contact, direction, scheduledFor, name: data?.name ?? contact ?? id, topic: data?.topic ?? "" };
}
