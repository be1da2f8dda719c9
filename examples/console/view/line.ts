import { type Case, ProximoError, type Standing, type TicketExplanation } from "proximo";
import type { Note } from "../contact.ts";
import type { ConsoleCenter } from "../opening.ts";

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

/**
 * The first of the line, in order, each with the key that decides against the one behind it, as the center explains them:
 * one by one, so that who has left meanwhile is left out. The next drawing follows at once.
 */
export async function lineOf(center: ConsoleCenter): Promise<Place[]> {
  const tickets = await center.peek(SHOWN + 1);
  const line = await Promise.all(tickets.map(({ id }) => center.explain(id).catch(unlessForgotten)));
  return line.slice(0, SHOWN).flatMap((place, index) => {
    if (place?.standing === undefined) return [];
    const { ticket, standing } = place;
    return [{ ...shown(ticket), standing, before: before(ticket, line[index + 1]) }];
  });
}

/** Why a ticket is before the one behind it. */
function before({ id }: Case, behind: TicketExplanation<Note> | undefined): Place["before"] {
  const deciding = behind?.nearest.find(({ first }) => first === id);
  if (behind?.standing === undefined || deciding === undefined) return undefined;
  return { name: shown(behind.ticket).name, key: deciding.key, standing: behind.standing };
}

function unlessForgotten(error: unknown): undefined {
  if (!(error instanceof ProximoError && error.code === "UNKNOWN_TICKET")) throw error;
}

export function shown({ id, channel, contact, direction, scheduledFor, data }: Case<Note>): Shown {
  return { id, channel, contact, direction, scheduledFor, name: data?.name ?? contact ?? id, topic: data?.topic ?? "" };
}
