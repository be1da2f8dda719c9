import type { Case } from "../../model/case.ts";
import { getOrInsertComputed } from "../../model/map.ts";

const NONE: ReadonlySet<never> = new Set();

/** Records by whom they are about; those about nobody are left out. */
export class RecordsByContact<TicketRecord extends { readonly ticket: Pick<Case, "contact"> }> {
  readonly #records = new Map<string, Set<TicketRecord>>();

  /** In the order in which they came. */
  of(contact: string): ReadonlySet<TicketRecord> {
    return this.#records.get(contact) ?? NONE;
  }

  add(record: TicketRecord): void {
    const { contact } = record.ticket;
    if (contact === undefined) return;
    getOrInsertComputed(this.#records, contact, () => new Set()).add(record);
  }

  delete(record: TicketRecord): void {
    const { contact } = record.ticket;
    const others = contact === undefined ? undefined : this.#records.get(contact);
    if (contact === undefined || others === undefined) return;
    others.delete(record);
    if (others.size === 0) this.#records.delete(contact);
  }
}
