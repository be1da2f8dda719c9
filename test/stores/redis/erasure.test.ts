import { Redis } from "ioredis";
import { redisStore } from "proximo/redis";
import { expect, test } from "vitest";
import { live, type Person, somebody } from "../../outbound/a-person.ts";
import { describeOn } from "../../servers/index.ts";
import { freshPrefix } from "../../servers/redis.ts";
import { everything } from "./everything.ts";

describeOn("redis", "a store in Redis", (url) => {
  test("after an erasure no value of the person's is left in any key", async () => {
    const client = new Redis(url);
    const { prefix, drop } = freshPrefix(url);
    const person = somebody();
    const remembered = async ({ ...values }: Person) => {
      const text = await everything(client, prefix);
      return Object.entries(values).flatMap(([name, value]) => (text.includes(value) ? [name] : []));
    };
    const center = await live(person, redisStore({ client, prefix }));
    await center.enqueue({ id: "other", channel: "webchat", contact: "other" });
    const checkpoint = await center.consent.checkpoint();
    expect(await remembered(person)).toEqual(Object.keys(person));

    await center.consent.erase({ contact: person.id, reason: "art. 18 VI" });
    expect(await remembered(person)).toEqual([]);
    expect(await center.consent.verify(checkpoint)).toMatchObject({ ok: true });
    expect(await center.counts()).toMatchObject({ waiting: 1, held: 0 });
    await center.close();
    await client.quit();
    await drop();
  });
});
