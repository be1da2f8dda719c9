import { ContactScores } from "../contacts/rules.ts";
import type { RuleSet } from "../model/contact.ts";
import type { Store } from "../stores/store.ts";

const RESCORED_AT_ONCE = 1_000;

/** Scores everything that is open by these rules, batch by batch, unless newer ones come into force meanwhile; how many tickets it did. */
export async function rescoreAll(store: Store, scores: ContactScores): Promise<number> {
  for (let tickets = 0; ; ) {
    const done = await store.rescore(scores.version, (contact) => scores.of(contact), RESCORED_AT_ONCE);
    if (done === 0) return tickets;
    tickets += done;
  }
}

/** Goes on with what a process that put rules in force may have left undone when it ended. */
export async function finishRescoring(store: Store): Promise<void> {
  const rules: RuleSet = await store.rules();
  if (store.shared && rules.version > 0) await rescoreAll(store, new ContactScores(rules));
}
