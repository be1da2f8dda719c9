import type { Case } from "../../model/case.ts";
import type { Contact } from "../../model/contact.ts";

/** Whom the contact rules are asked about; undefined where nobody knows who it is. */
export function contactOf({
  contact,
  segments,
  attributes,
}: Pick<Case, "contact" | "segments" | "attributes">): Contact | undefined {
  return contact === undefined ? undefined : { id: contact, segments, attributes };
}
