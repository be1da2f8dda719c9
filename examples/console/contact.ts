/** What this application keeps with a ticket. */
export interface Note {
  /** The contact's name, for people to read. */
  readonly name: string;
  /** What it is about, one of the topics the pages have words for. */
  readonly topic: string;
}

/** The id of a person of that name: lower case, no accents, words joined by hyphens. */
export function contactId(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{Mn}/gu, "");
  return (
    plain
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? "anonymous"
  );
}
