import type { Contact } from "../../model/contact.ts";
import type { Score } from "../../model/score.ts";
import type { Details } from "./cases.ts";
import { arrayOf } from "./quoting.ts";
import type { Session } from "./session.ts";

interface Page {
  readonly from: number;
  readonly page: readonly (readonly [arrival: number, contact: string | null, details: Details])[] | null;
}

/** Re-scores up to `limit` open tickets: read, scored here, and written if nobody else has scored them meanwhile. */
export async function rescore(
  session: Session,
  version: number,
  score: (contact: Contact | undefined) => Score,
  limit: number,
): Promise<number> {
  const { database } = session;
  const rules = ["integer", version] as const;
  for (;;) {
    const found = await session.call<Page | null>("to_rescore", rules, ["integer", limit], session.now);
    if (!found?.page) return 0;
    const arrivals = found.page.map(([arrival]) => arrival);
    const scores = found.page.map(([, contact, details]) => score(contactOf(contact, details)));
    const written = await database.call<{ left: number | null; done: number } | null>(
      "rescore",
      rules,
      ["bigint", found.from],
      ["bigint[]", arrayOf(arrivals)],
      ["smallint[]", arrayOf(scores)],
    );
    if (written && written.done > 0) return written.done;
    const left = written?.left == null ? -1 : arrivals.indexOf(written.left);
    if (left < 0) continue;
    const one = ["smallint", scores[left]] as const;
    if ((await database.call<number>("rescore_one", rules, ["bigint", arrivals[left]], one)) > 0) return 1;
  }
}

function contactOf(id: string | null, { segments, attributes }: Details): Contact | undefined {
  return id === null ? undefined : { id, segments, attributes };
}
