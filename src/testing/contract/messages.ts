import type { Store } from "../../stores/store.ts";
import { agree } from "./agree.ts";
import type { Chapter } from "./stage.ts";

/** What a handle hears; each message can be waited for. */
async function ear(on: Store) {
  const heard: string[] = [];
  let wake = () => {};
  const end = await on.listen((message) => {
    heard.push(message);
    wake();
  });
  const until = async (count: number) => {
    while (heard.length < count)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return heard;
  };
  return { heard, until, end };
}

export const messages: Chapter = {
  "what is broadcast is heard on one's own handle and on another, in order": async ({ store, there }) => {
    const [own, other] = [await ear(store), await ear(there)];
    const told = ["first", '{"quote":"\'\\"`","emoji":"👩‍💻"}', "third \n% $1 {}"];
    for (const message of told) await store.broadcast(message);
    agree(await own.until(3), told, "what one hears oneself");
    agree(await other.until(3), told, "what another hears");
    await there.broadcast("back");
    agree((await own.until(4)).at(-1), "back");
    for (const { end } of [own, other]) end();
  },

  "whoever has stopped listening hears nothing more, and the others do": async ({ store, there }) => {
    const [leaving, staying, other] = [await ear(store), await ear(store), await ear(there)];
    await store.broadcast("before");
    await Promise.all([leaving, staying, other].map(({ until }) => until(1)));
    leaving.end();
    await store.broadcast("after");
    agree(await staying.until(2), ["before", "after"]);
    agree(await other.until(2), ["before", "after"]);
    agree(leaving.heard, ["before"]);
    for (const { end } of [staying, other]) end();
  },

  "a message of a few kilobytes arrives whole": async ({ store, there }) => {
    const other = await ear(there);
    const long = `${"0123456789".repeat(400)} é👩‍💻`;
    await store.broadcast(long);
    agree(await other.until(1), [long]);
    other.end();
  },
};
