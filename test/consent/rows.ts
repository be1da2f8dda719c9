import type { Checkpoint, ConsentStore, Link, PersonalPart } from "proximo";

/** What a store holds of a chain, as somebody with access to its files would change it: the row of `seq` is at `seq - 1`. */
export interface Rows {
  readonly links: Link[];
  readonly parts: (PersonalPart | undefined)[];
  head: Checkpoint;
}

/** A copy of all rows. */
export async function rowsOf(store: ConsentStore): Promise<Rows> {
  const head = await store.head();
  const links = [...(await store.links(1, head.size))];
  const parts: (PersonalPart | undefined)[] = links.map(() => undefined);
  for (const part of await store.parts(1, head.size)) parts[part.seq - 1] = part;
  return structuredClone({ links, parts, head });
}

/** The store as it would be with these rows in it. */
export function storeWith(rows: Rows, store: ConsentStore): ConsentStore {
  const { links, parts } = rows;
  return {
    ...store,
    head: () => rows.head,
    links: (from, limit) => links.slice(from - 1, from - 1 + limit),
    parts: (from, limit) =>
      parts
        .slice(from - 1)
        .filter((part) => part !== undefined)
        .slice(0, limit),
  };
}
