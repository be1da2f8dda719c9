import { systemClock } from "../../../model/clock.ts";
import type { Store } from "../../../stores/store.ts";
import { agree } from "../stage/agree.ts";
import type { Chapter } from "../stage/stage.ts";

/** Milliseconds in which a message arrives, or does not: whatever else is late has its runner's limit. */
const PATIENCE = 10_000;

/** What a handle hears; so many messages can be waited for. */
async function ear(on: Store) {
  const heard: string[] = [];
  let wake = () => {};
  const end = await on.listen((message) => {
    heard.push(message);
    wake();
  });
  const until = async (count: number): Promise<readonly string[]> => {
    let late = false;
    const cancel = systemClock.wake(systemClock.now() + PATIENCE, () => {
      late = true;
      wake();
    });
    while (heard.length < count && !late)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    cancel();
    return heard;
  };
  return { heard, until, end };
}

const told = ["first", '{"quote":"\'\\"`","emoji":"👩‍💻"}', "third \n% $1 {}", `${"0123456789".repeat(400)} é`];

/** What is broadcast is heard over the same handle. */
export const messages: Chapter = {
  "what is broadcast is heard, by everybody who listens, in order": async ({ store }) => {
    const ears = [await ear(store), await ear(store)];
    for (const message of told) await store.broadcast(message);
    for (const { until } of ears) agree(await until(told.length), told, "what is heard");
    for (const { end } of ears) end();
  },

  "whoever has stopped listening hears nothing more, and the others do": async ({ store }) => {
    const [leaving, staying] = [await ear(store), await ear(store)];
    await store.broadcast("before");
    await Promise.all([leaving, staying].map(({ until }) => until(1)));
    leaving.end();
    await store.broadcast("after");
    agree(await staying.until(2), ["before", "after"], "what is heard");
    agree(leaving.heard, ["before"], "what is heard by the one who left");
    staying.end();
  },
};

/** What is broadcast is heard over another handle too. */
export const broadcasts: Chapter = {
  "what is broadcast is heard on another handle, in order and whole": async ({ store, there }) => {
    const [own, other] = [await ear(store), await ear(there)];
    for (const message of told) await store.broadcast(message);
    agree(await other.until(told.length), told, "what is heard there");
    await there.broadcast("back");
    agree((await own.until(told.length + 1)).at(-1), "back", "what is heard here");
    for (const { end } of [own, other]) end();
  },

  "whoever has stopped listening there is not told, and the others are": async ({ store, there }) => {
    const [leaving, staying] = [await ear(there), await ear(there)];
    await store.broadcast("before");
    await Promise.all([leaving, staying].map(({ until }) => until(1)));
    leaving.end();
    await store.broadcast("after");
    agree(await staying.until(2), ["before", "after"], "what is heard there");
    agree(leaving.heard, ["before"], "what is heard by the one who left");
    staying.end();
  },
};
