import type { Case } from "../model/case.ts";
import { type Urgency, urgencyOf } from "../queue/urgency.ts";
import type { Store } from "../stores/store.ts";

/** Both questions are put in one breath: a store that answers at once answers both of one and the same line. */
export async function urgencyIn(store: Store): Promise<Urgency<Case>> {
  const [[next], counts] = await Promise.all([store.peek(1), store.counts()]);
  return urgencyOf(counts, next);
}
