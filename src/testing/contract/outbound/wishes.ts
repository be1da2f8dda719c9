import type { OutboundStore } from "../../../stores/port/outbound-store.ts";
import { agree } from "../stage/agree.ts";
import { type Chapter, START, type Stage } from "../stage/stage.ts";

type Wants = Parameters<OutboundStore["setWish"]>[2];
type Wish = readonly [wants: Wants, at: number];

const known = async ({ store }: Stage, contact: string) => {
  const windows = { now: START, volume: 0, quality: 0 };
  const { stoppedSince, resumedSince } = (await store.outbound.standing(contact, { channel: "whatsapp" }, windows))
    .contact;
  return { stoppedSince, resumedSince };
};

const tell = ({ store, there }: Stage, contact: string, n: number, [wants, at]: Wish) =>
  (n % 2 === 0 ? store : there).outbound.setWish(contact, "whatsapp", wants, START + at);

function orders<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  if (values.length < 2) return [values];
  return values.flatMap((first, place) => orders(values.toSpliced(place, 1)).map((rest) => [first, ...rest]));
}

/** What contacts want of marketing, as the platform reports it: more than once, and in any order. */
export const wishes: Chapter = {
  "the latest wish stands, in whatever order they are told": async (stage) => {
    for (const [wants, other, since] of [
      ["stopped", "resumed", "stoppedSince"],
      ["resumed", "stopped", "resumedSince"],
    ] as const) {
      const told: readonly Wish[] = [
        [other, 1],
        [wants, 2],
        [other, 3],
        [wants, 4],
      ];
      for (const [n, order] of orders(told).entries()) {
        const contact = `${wants} ${n}`;
        for (const [place, wish] of order.entries()) await tell(stage, contact, place, wish);
        const expected = { stoppedSince: undefined, resumedSince: undefined, [since]: START + 4 };
        agree(await known(stage, contact), expected, `what is known after ${JSON.stringify(order)}`);
      }
    }
  },

  "of the same moment, the wish that is told last stands": async (stage) => {
    await tell(stage, "maria", 0, ["stopped", 1]);
    await tell(stage, "maria", 1, ["resumed", 1]);
    agree(await known(stage, "maria"), { stoppedSince: undefined, resumedSince: START + 1 });
    await tell(stage, "maria", 0, ["stopped", 1]);
    agree(await known(stage, "maria"), { stoppedSince: START + 1, resumedSince: undefined });
  },

  "told at once by many, the latest stands": async (stage) => {
    const told = Array.from({ length: 12 }, (_, n): Wish => [n % 2 === 0 ? "resumed" : "stopped", n]);
    const crowd = Array.from({ length: 12 }, (_, n) => `c${n}`);
    // Each contact's latest is told at another turn, so that it is the first, the last, and in between.
    const turns = told.flatMap((_, turn) =>
      crowd.map((contact, n) => ({ contact, turn, wish: told[(turn * 5 + n) % told.length]! })),
    );
    await Promise.all(turns.map(async ({ contact, turn, wish }) => tell(stage, contact, turn, wish)));
    for (const contact of crowd)
      agree(
        await known(stage, contact),
        { stoppedSince: START + 11, resumedSince: undefined },
        `what is known of "${contact}"`,
      );
  },

  "a wish is one contact's, on one channel, until they are erased": async (stage) => {
    await tell(stage, "maria", 0, ["stopped", 5]);
    agree(await known(stage, "rui"), { stoppedSince: undefined, resumedSince: undefined });
    await stage.there.outbound.setWish("maria", "sms", "resumed", START + 9);
    agree((await known(stage, "maria")).stoppedSince, START + 5);
    await stage.there.outbound.erase("maria");
    await tell(stage, "maria", 0, ["resumed", 1]);
    agree(await known(stage, "maria"), { stoppedSince: undefined, resumedSince: START + 1 });
  },
};
