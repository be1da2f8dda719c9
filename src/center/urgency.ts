import type { Case } from "../model/case.ts";
import { type Urgency, urgencyOf } from "../queue/urgency.ts";
import type { Store } from "../stores/store.ts";

/** Both are asked synchronously, one right after the other: a store that answers at once answers both from the same line. */
export async function urgencyIn(store: Store): Promise<Urgency<Case>> {
  const [[next], counts] = await Promise.all([store.peek(1), store.counts()]);
  return urgencyOf(counts, next);
}
