import type { Case } from "../../model/case.ts";

const NONE: ReadonlySet<never> = new Set();

/** Folders by whom they are about; those about nobody are left out. */
export class FoldersByContact<Folder extends { readonly ticket: Pick<Case, "contact"> }> {
  readonly #folders = new Map<string, Set<Folder>>();

  /** In the order in which they came. */
  of(contact: string): ReadonlySet<Folder> {
    return this.#folders.get(contact) ?? NONE;
  }

  add(folder: Folder): void {
    const { contact } = folder.ticket;
    if (contact === undefined) return;
    const others = this.#folders.get(contact);
    if (others === undefined) this.#folders.set(contact, new Set([folder]));
    else others.add(folder);
  }

  delete(folder: Folder): void {
    const { contact } = folder.ticket;
    const others = contact === undefined ? undefined : this.#folders.get(contact);
    if (contact === undefined || others === undefined) return;
    others.delete(folder);
    if (others.size === 0) this.#folders.delete(contact);
  }
}
