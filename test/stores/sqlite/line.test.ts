import { type Center, createCenter } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Handle, libsql } from "./drivers.ts";

let database: Handle;
let center: Center;

beforeEach(async () => {
  database = libsql.open(":memory:");
  center = await createCenter({ store: sqliteStore({ database }) });
});
afterEach(async () => {
  await center.close();
  database.close();
});

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
const ids = (tickets: readonly { id: string }[]) => tickets.map(({ id }) => id);
const lanes = () => database.prepare("SELECT lane, waiting FROM lanes").all() as { lane: number; waiting: number }[];
const counted = () =>
  database.prepare("SELECT lane, count(*) AS waiting FROM tickets WHERE lane IS NOT NULL GROUP BY lane").all();

test("a skill that an agent names twice shows a ticket once", async () => {
  await center.enqueue({ id: "t", channel: "email", skills: ["tech"] });
  expect(ids(await center.peek(9, { id: "ana", skills: ["tech", "billing", "tech"] }))).toEqual(["t"]);
});

test("lines longer than a page are read in order, and every place in them is exact", async () => {
  const scores = numbers(400).map((number) => 1 + ((number * 37) % 7));
  await Promise.all(
    scores.map((contactScore, number) =>
      center.enqueue({
        id: `t${number}`,
        channel: number % 3 === 0 ? "voice" : "email",
        contactScore,
        receivedAt: 1_700_000_000_000 + ((number * 13) % 50),
        skills: number % 2 === 0 ? ["tech"] : [],
      }),
    ),
  );
  const line = await center.peek(Number.POSITIVE_INFINITY);
  const key = ({ contactScore = 50, receivedAt, arrival }: (typeof line)[number]) => [
    -contactScore,
    receivedAt,
    arrival,
  ];
  const sorted = line.toSorted((a, b) => {
    const [one, other] = [key(a), key(b)];
    const place = one.findIndex((value, index) => value !== other[index]);
    return one[place]! - other[place]!;
  });
  expect(line).toHaveLength(400);
  expect(ids(line)).toEqual(ids(sorted));
  for (const place of [0, 1, 57, 200, 399]) expect(await center.position(line[place]!.id)).toBe(place + 1);
  expect(ids(await center.peek(33, { id: "ana" }))).toEqual(
    ids(line.filter(({ skills }) => skills.length === 0).slice(0, 33)),
  );
});

test("lanes are dropped once most of them are empty, and each knows how many wait in it", async () => {
  const agent = { id: "ana", skills: numbers(300).map((number) => `skill ${number}`) };
  await Promise.all(numbers(300).map((number) => center.enqueue({ channel: "email", skills: [`skill ${number}`] })));
  await center.enqueue({ id: "last", channel: "email" });
  expect(lanes()).toHaveLength(301);
  for (let left = 300; left > 0; left -= 50) {
    const claims = await Promise.all(numbers(50).map(() => center.next(agent)));
    await Promise.all(claims.map((claim) => claim?.complete()));
    expect(lanes().filter(({ waiting }) => waiting > 0)).toMatchObject(counted() as object[]);
  }
  expect(lanes().length).toBeLessThan(150);
  expect((await center.next(agent))?.ticket.id).toBe("last");
});

test("an outbound ticket that is given back changed, and refused, is cancelled as it was changed", async () => {
  const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
  await center.consent.definePurpose({ id: "offers", description: "Offers", basis: "consent", since: 0, notice });
  const shown = { controller: "Acme", statement: "Yes", act: "checkbox", evidence: { form: 1 } } as const;
  await center.consent.grant({ contact: "maria", purposes: ["offers"], channels: "any", ...shown });
  await center.enqueue({ id: "t", direction: "outbound", channel: "sms", contact: "maria", purpose: "offers" });
  const claim = await center.next({ id: "ana" });
  await center.consent.revoke({ contact: "maria" });
  await claim?.release({ contactScore: 7 });
  expect(await center.get("t")).toMatchObject({ state: "cancelled", contactScore: 7 });
});
