import { type Center, type Claim, createCenter, memoryStore } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { beforeEach, describe, expect, test } from "vitest";

const MINUTE = 60_000;
const settled = () => new Promise(setImmediate);

describe("an offer that has ended, of which a center has not heard yet,", () => {
  let clock: ManualClock;
  let here: Center;
  let there: Center;
  let deliver: () => void;

  /** To `there`, news comes when it is delivered, as over a network; that of the offer has come. */
  beforeEach(async () => {
    clock = manualClock(1_700_000_000_000);
    const store = memoryStore();
    here = await createCenter({ store, clock });
    const letters: (() => void)[] = [];
    const listen = store.listen.bind(store);
    store.listen = (hear) => listen((message) => void letters.push(() => hear(message)));
    there = await createCenter({ store, clock });
    deliver = () => letters.splice(0).forEach((letter) => void letter());
    await here.agents.set("ana", { presence: "available" });
    await here.enqueue({ id: "mail", channel: "email" });
  });

  async function offered(center: Center): Promise<Claim> {
    const [offer] = await center.distribute({ within: MINUTE });
    await settled();
    deliver();
    await settled();
    return offer!;
  }

  test("is not made at once to the same agent again: it may have lapsed", async () => {
    await offered(here);
    clock.advance(MINUTE);
    await settled();
    expect(await there.distribute()).toEqual([]);
    clock.advance(MINUTE - 1);
    expect(await there.distribute()).toEqual([]);
    clock.advance(1);
    expect(await there.distribute()).toMatchObject([{ agent: "ana" }]);
  });

  test("is not made at once to the same agent again by who had made it", async () => {
    await offered(there);
    clock.advance(MINUTE);
    await settled();
    expect(await there.distribute()).toEqual([]);
  });

  test.each(["withdraw", "release", "refuse"] as const)(
    "may be made again once it is told that it ended by %s",
    async (end) => {
      const offer = await offered(here);
      await (end === "refuse" ? offer.refuse({ notAgainFor: 0 }) : offer[end]());
      await settled();
      expect(await there.distribute()).toEqual([]);
      deliver();
      expect(await there.distribute()).toMatchObject([{ agent: "ana" }]);
    },
  );

  test("may be made again after it was accepted, and released", async () => {
    const offer = await offered(here);
    await offer.accept();
    await settled();
    deliver();
    await (await here.claim(offer.token))?.release();
    expect(await there.distribute()).toMatchObject([{ agent: "ana" }]);
  });
});
