import type { PersonalPart } from "../../model/consent.ts";
import { canonical } from "./canonical.ts";
import { digest } from "./digest.ts";

/** A part before its entry has a place. */
export type Sealed = Omit<PersonalPart, "seq" | "kept">;

/** Puts a record under a salt of its own. */
export function sealed(contact: string | null, record: object, salt: string): Sealed {
  return { contact, salt, record: canonical(record) };
}

/**
 * What binds a part to its entry: HMAC-SHA-256 of the part's text, keyed with the salt (its 64 hexadecimal digits, as
 * they stand). Once part and salt are gone, nothing can be told from it, not even by trying out every telephone number.
 */
export function commitmentOf(part: Sealed): string {
  return digest.hmac(part.salt, committedText(part));
}

/** The canonical JSON of `[contact, record]`. */
export function committedText({ contact, record }: Pick<Sealed, "contact" | "record">): string {
  return `[${contact === null ? "null" : canonical(contact)},${record}]`;
}
