import type { Case, CaseInput, Claim } from "proximo";
import type { Note } from "./contact.ts";
import type { ConsoleCenter } from "./opening.ts";
import type { Records } from "./records.ts";

/**
 * Which tickets are held for later. A center lists what waits, not what is held: whoever schedules keeps count, as this
 * does, in the application's records and by the center's events.
 */
export class Schedule {
  readonly #held = new Map<string, Case<Note>>();

  constructor(
    private readonly center: ConsoleCenter,
    private readonly records: Records,
  ) {
    for (const event of ["enqueued", "released", "updated", "promoted", "claimed", "cancelled", "held"] as const)
      center.on(event, ({ ticket }) => this.#see(ticket as Case<Note>));
  }

  /** After a restart: those of the records that are held still. */
  async resume(): Promise<void> {
    for (const id of this.records.scheduled()) {
      const ticket = await this.center.get(id);
      if (ticket === undefined) this.records.unschedule(id);
      else this.#see(ticket);
    }
  }

  async enqueue(input: CaseInput<Note>): Promise<Case<Note>> {
    const id = input.id ?? globalThis.crypto.randomUUID();
    this.records.schedule(id);
    return this.center.enqueue({ ...input, id });
  }

  /** "Call me back at …" */
  async release(claim: Claim<Note>, scheduledFor: number): Promise<Case<Note>> {
    this.records.schedule(claim.ticket.id);
    return claim.release({ scheduledFor });
  }

  /** In order of their time. */
  list(): Case<Note>[] {
    return [...this.#held.values()].sort((a, b) => (a.scheduledFor ?? 0) - (b.scheduledFor ?? 0));
  }

  #see(ticket: Case<Note>): void {
    if (ticket.state === "held") this.#held.set(ticket.id, ticket);
    else if (this.#held.delete(ticket.id) || ticket.scheduledFor !== undefined) this.records.unschedule(ticket.id);
  }
}
