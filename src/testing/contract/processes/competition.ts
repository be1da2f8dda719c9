import type { Store } from "../../../stores/store.ts";
import { agree, refused } from "../stage/agree.ts";
import { addition } from "../stage/chain.ts";
import { entry } from "../stage/entry.ts";
import { anybody, type Chapter, entered, type Stage } from "../stage/stage.ts";

const names = (length: number) => Array.from({ length }, (_, n) => `t${n}`);
const times = <Value>(length: number, one: (n: number) => Promise<Value>) =>
  Promise.all(Array.from({ length }, (_, n) => one(n)));

/** `"done"`, or the code of the refusal. */
async function outcome(asked: () => PromiseLike<unknown> | unknown): Promise<string> {
  try {
    await asked();
    return "done";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}

const hands = ({ store, there }: Stage): readonly Store[] => [store, there];
const either = (stage: Stage, n: number) => hands(stage)[n % 2]!;

export const competition: Chapter = {
  "claims made at once are of different tickets, and together the first of the line": async (stage) => {
    await stage.enterAll(...names(40));
    const claims = await times(25, async (n) => either(stage, n).claimNext(anybody, stage.token()));
    const claimed = claims.map(({ holding }) => holding!.ticket.id);
    agree([...claimed].sort(), names(25).sort(), "what was claimed");
    agree(await stage.line(), names(40).slice(25));
    agree((await stage.store.claims({})).length, 25);
  },

  "where more ask than wait, the others get nothing": async (stage) => {
    await stage.enterAll(...names(10));
    const claims = await times(30, async (n) => either(stage, n).claimNext(anybody, stage.token()));
    const claimed = claims.flatMap(({ holding }) => holding?.ticket.id ?? []);
    agree([...claimed].sort(), names(10).sort(), "what was claimed");
    agree(claims.length, 30);
  },

  "of many who ask for the same ticket at once, one gets it": async (stage) => {
    await stage.enterAll("t", "next");
    const claims = await times(20, async (n) => either(stage, n).claimTicket("t", anybody, stage.token()));
    agree(claims.filter(({ holding }) => holding !== undefined).length, 1);
    agree(await stage.line(), ["next"]);
  },

  "the same token at once is one claim": async (stage) => {
    await stage.enterAll(...names(10));
    const token = stage.token();
    const claims = await times(10, async (n) => either(stage, n).claimNext(anybody, token));
    for (const claim of claims) agree(claim, claims[0]);
    agree((await stage.store.claims({})).length, 1);
    agree(await stage.line(), names(10).slice(1));
  },

  "the same ticket put in by many at once enters once": async (stage) => {
    const results = await times(20, async (n) => entered(await either(stage, n).enqueue(entry({ id: "t" }))));
    agree(results.filter(({ created }) => created).length, 1);
    for (const { ticket } of results) agree(ticket, results[0]!.ticket);
    agree(await stage.line(), ["t"]);
  },

  "the same id with other input at once: one enters, the others are refused": async (stage) => {
    const outcomes = await times(10, (n) =>
      outcome(() => either(stage, n).enqueue(entry({ id: "t" }, { fingerprint: `${n}` }))),
    );
    agree(outcomes.sort(), [...Array.from({ length: 9 }, () => "DUPLICATE_TICKET"), "done"]);
    agree(await stage.line(), ["t"]);
  },

  "of many settlements of one claim, one is done": async (stage) => {
    await stage.enterAll("t");
    const { token } = await stage.claim();
    const outcomes = await times(12, (n) => {
      const kinds = [{ kind: "complete" }, { kind: "cancel" }, { kind: "release", change: {} }] as const;
      return outcome(() => either(stage, n).settle(token, kinds[n % 3]!));
    });
    agree(outcomes.sort(), [...Array.from({ length: 11 }, () => "STALE_CLAIM"), "done"]);
    await refused(() => stage.store.settle(token, { kind: "complete" }), "STALE_CLAIM");
  },

  "tickets claimed and given back by many at once stand as they stood": async (stage) => {
    await stage.enterAll(...names(20));
    await times(20, async (n) => {
      const token = stage.token();
      await either(stage, n).claimNext(anybody, token);
      await either(stage, n + 1).settle(token, { kind: "release", change: {} });
    });
    agree(await stage.line(), names(20));
    agree(await stage.store.claims({}), []);
  },

  "tickets enter, are claimed, changed and cancelled at once, and none is lost or held twice": async (stage) => {
    const { store } = stage;
    await stage.enterAll(...names(30));
    const entering = times(30, async (n) => either(stage, n).enqueue(entry({ id: `new ${n}` })));
    const claiming = times(20, async (n) => either(stage, n).claimNext(anybody, stage.token()));
    const cancelling = times(10, async (n) => either(stage, n).cancel(`t${n * 3}`));
    const scoring = times(6, async (n) => either(stage, n).setChannel("email", { score: 40 + n }));
    const moving = times(10, (n) => outcome(() => either(stage, n).update(`t${n * 3 + 1}`, { channel: "voice" })));
    const [claims, cancelled, , moved] = await Promise.all([claiming, cancelling, scoring, moving, entering]);
    const claimed = claims.flatMap(({ holding }) => holding?.ticket.id ?? []);
    agree(new Set(claimed).size, 20, "how many different tickets were claimed");
    agree(cancelled.filter((one) => one !== undefined).length, 10);
    agree(
      moved.filter((one) => one !== "done" && one !== "TICKET_NOT_WAITING"),
      [],
    );
    const standing = await store.claims({});
    const line = await stage.line();
    const everything = [...standing.map(({ ticket }) => ticket.id), ...line, ...cancelled.map((one) => one!.ticket.id)];
    agree(everything.sort(), [...names(30), ...Array.from({ length: 30 }, (_, n) => `new ${n}`)].sort());
    agree((await store.counts()).waiting, line.length);
  },

  "of many entries that extend the same head, one goes in": async (stage) => {
    const additions = Array.from({ length: 10 }, (_, n) => addition({ contact: `c${n}` }));
    const answers = await times(10, async (n) => either(stage, n).consent.append(additions[n]!));
    const won = answers.findIndex(({ appended }) => appended);
    agree(answers.filter(({ appended }) => appended).length, 1);
    const head = { size: 1, head: additions[won]!.link.hash };
    for (const answer of answers) agree(answer.head, head);
    agree(await stage.store.consent.head(), head);
    agree(await stage.there.consent.links(1, 9), [additions[won]!.link]);
    for (const [n, { part }] of additions.entries())
      agree((await stage.store.consent.file(part!.contact)).entries.length, n === won ? 1 : 0);
  },

  "of many who ask for room at once, no more get it than there is": async (stage) => {
    const reservation = { at: stage.clock.now(), window: 1_000, limit: 5 };
    const numbers = await times(20, async (n) => {
      const about = { contact: `c${n}`, channel: "whatsapp", purpose: "offers" };
      const decision = { at: stage.clock.now(), occasion: "claim", allowed: true, reasons: [], ...about } as const;
      return either(stage, n).outbound.record(decision, reservation);
    });
    agree(numbers.filter((one) => one !== undefined).length, 5);
    agree((await stage.store.outbound.decisions({ limit: 99 })).length, 5);
  },
};
