import { ProximoError, type Store } from "proximo";
import type { Clearance, Inquiry, Verdict } from "../../../src/model/outbound.ts";

export type Answer = Pick<Verdict, "allowed" | "final" | "retryAt">;

/** What came of a question: an answer, or a refusal. */
export async function outcome(ask: () => unknown): Promise<{ value: unknown } | { code: string; message: string }> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof ProximoError) return { code: error.code, message: error.message };
    throw error;
  }
}

/** An answer of the gate to what was asked. */
export function cleared({ ticket, basis }: Inquiry, answer: Answer): Clearance {
  return { id: ticket.id, basis, verdict: { reasons: answer.allowed ? [] : ["hours"], ...answer } };
}

/** Without the basis, which is the store's own, and with what the gate reads of the ticket. */
export function seen({ ticket, channel }: Inquiry) {
  const { id, contact, purpose, address, template, attributes } = ticket;
  return { ticket: { id, contact, channel: ticket.channel, purpose, address, template, attributes }, channel };
}

export function byId(a: { ticket: { id: string } }, b: { ticket: { id: string } }): number {
  return a.ticket.id < b.ticket.id ? -1 : 1;
}

/** In no particular order, since none is promised among equals. */
export async function inOrder<Item>(items: readonly Item[] | PromiseLike<readonly Item[]>): Promise<Item[]> {
  const texts = new Map((await items).map((item) => [item, JSON.stringify(item)]));
  return [...texts].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([item]) => item);
}

export async function agendaOf(store: Store) {
  const { passed, vanished, ...rest } = await store.agenda();
  const told = passed.map(({ what, ticket, claim }) => ({ what, id: ticket.id, ticket, claim }));
  return { ...rest, passed: await inOrder(told), vanished: [...vanished].sort() };
}

/** The lanes with as many of their first tickets as were asked for, unless more were given. */
export async function lanesOf(store: Store, depth: number) {
  const lanes = await store.lanes(({ waiting }) => (waiting > 3 ? 1 : depth));
  return inOrder(
    lanes.map(({ channel, promoted, skills, reservedFor, waiting, first }) => ({
      ...{ channel, promoted, skills, reservedFor, waiting },
      first: [...first]
        .slice(0, waiting > 3 ? 1 : depth)
        .map((one) => ({ ...one, refusedBy: [...one.refusedBy].sort() })),
    })),
  );
}
