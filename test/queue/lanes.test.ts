import { ChannelRegistry, compareTickets, TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { Line } from "../../src/queue/line.ts";

const NOW = 1_700_000_000_000;

/** What a lookup costs is counted, not timed: each skill the line looks at is read from a list that counts. */
function counting(skills: readonly string[]): { readonly skills: readonly string[]; readonly reads: () => number } {
  let reads = 0;
  const get = (target: readonly string[], key: string | symbol, receiver: unknown) => {
    if (typeof key === "string" && /^\d+$/.test(key)) reads += 1;
    return Reflect.get(target, key, receiver);
  };
  return { skills: new Proxy(skills, { get }), reads: () => reads };
}

test("ten thousand skill sets wait, and each agent gets the first that they can serve", () => {
  const queue = new TicketQueue({ clock: manualClock(NOW) });
  const own = Array.from({ length: 10_000 }, (_, n) => [`skill ${n}`, `level ${n % 7}`, "phone"]);
  for (const [n, skills] of own.entries()) queue.enqueue({ id: `t${n}`, channel: "voice", skills });
  for (const n of [9_999, 0, 5_000, 1]) expect(queue.next({ skills: own[n] })?.id).toBe(`t${n}`);
  expect(queue.next({ skills: own[9_999] })).toBeUndefined();
  expect(queue.next({ skills: ["phone", "level 3", "skill 4", "skill 3", "skill 10"] })?.id).toBe("t3");
  expect(queue.size).toBe(9_995);
});

test("lanes that an agent cannot serve are never looked at: a claim costs the same with ten thousand skill sets as with ten", () => {
  const looksWith = (sets: number) => {
    const line = new Line(new ChannelRegistry(), 0);
    for (let n = 0; n < sets; n++) {
      const ticket = { id: `t${n}`, channel: "voice", receivedAt: NOW, skills: [`skill ${n}`] };
      line.add({ ticket, contactScore: 50, arrival: n, promoted: false }, NOW);
    }
    const { skills, reads } = counting(["skill 3", "skill 5"]);
    expect(line.slots.tickets[line.first({ skills })]?.id).toBe("t3");
    return reads();
  };
  expect(looksWith(10_000)).toBe(looksWith(10));
});

test.each([1, 32, 33, 200])("%i tickets that require the same skills stand in order, the late ones too", (count) => {
  const clock = manualClock(NOW);
  const queue = new TicketQueue({ clock });
  const skills = ["english"];
  const ids = Array.from({ length: count }, (_, n) => `t${n}`);
  for (const [n, id] of ids.entries()) {
    const receivedAt = n % 5 === 0 ? NOW - n : NOW + n;
    queue.enqueue({ id, channel: "email", skills, contactScore: 1 + ((n * 37) % 100), receivedAt });
  }
  const standings = new Map(ids.map((id) => [id, queue.standing(id)]));
  const inOrder = () => ids.sort((a, b) => compareTickets(standings.get(a)!, standings.get(b)!));
  const agree = () => {
    expect([...queue].map(({ id }) => id)).toEqual(inOrder());
    expect(ids.map((id) => queue.position(id))).toEqual(ids.map((_, place) => place + 1));
  };
  agree();
  for (const id of inOrder().filter((_, place) => place % 3 === 1)) {
    queue.remove(id);
    ids.splice(ids.indexOf(id), 1);
  }
  agree();
  expect(inOrder().map(() => queue.next({ skills })?.id)).toEqual(ids);
  expect(queue.next({ skills })).toBeUndefined();
});

/** How many slots were ever taken: what the line keeps in memory for its tickets. */
const slotsOf = (line: Line) => line.slots.tickets.length - 1;

test.each([
  ["in bands", () => 0],
  ["in the heap of the late", (n: number) => -n],
  ["on hold", (n: number) => n],
])("memory does not grow with cancellations %s", (where, offset) => {
  const line = new Line(new ChannelRegistry(), 0);
  let arrival = 0;
  const enter = (n: number) => {
    const scheduledFor = where === "on hold" ? NOW + 1 + offset(n) : undefined;
    const ticket = { id: `t${arrival}`, channel: "email", receivedAt: NOW + offset(n), scheduledFor, skills: [] };
    return line.add({ ticket, contactScore: 50, arrival: arrival++, promoted: false }, NOW);
  };
  const waiting = Array.from({ length: 100 }, (_, n) => enter(n));
  for (let round = 0; round < 20_000; round++) {
    // The last in, seldom the first of its heap, leaves a ghost; another one comes.
    line.remove(waiting.pop()!);
    waiting.push(enter(round % 1_000));
  }
  expect(line.size + line.held).toBe(100);
  expect(slotsOf(line)).toBeLessThanOrEqual(2 * 100 + 2);
});

test("memory does not grow with lanes that come and go, whoever leaves them last", () => {
  const line = new Line(new ChannelRegistry(), 0);
  let arrival = 0;
  const enter = (skills: string[], receivedAt: number) => {
    const ticket = { id: `t${arrival}`, channel: "email", receivedAt, skills };
    return line.add({ ticket, contactScore: 50, arrival: arrival++, promoted: false }, NOW);
  };
  for (let round = 0; round < 5_000; round++) {
    const skills = [`skill ${round}`];
    const [first, second, third] = [NOW - 2, NOW - 1, NOW].map((at) => enter(skills, at));
    // So few stand in a heap: the last of it leaves a ghost, then another does, then its only living member goes, and the lane.
    for (const slot of [third, second, first]) line.remove(slot);
  }
  expect(line.size).toBe(0);
  expect(slotsOf(line)).toBeLessThanOrEqual(10);
});
