import type { Lane, Store } from "../../../stores/store.ts";
import type { NaiveFloor } from "../../naive/floor.ts";
import { agree } from "../stage/agree.ts";
import { anybody, ids, type Stage, told } from "../stage/stage.ts";

/** What anybody can see of the line, and what time has brought. */
export async function compareLine(
  store: Store,
  model: NaiveFloor,
  now: number,
  brought: ReturnType<NaiveFloor["pass"]>,
): Promise<void> {
  const line = ids(model.inOrder());
  const counts = { absolute: model.count(0), promoted: model.count(1) };
  agree(ids(await store.peek(Number.POSITIVE_INFINITY)), line, "the line");
  agree(ids(await store.peekHeld(Number.POSITIVE_INFINITY)), ids(model.heldInOrder()), "those who are held");
  agree(await store.counts(), { waiting: line.length, held: model.held(), paused: model.paused(), ...counts });
  const agenda = await store.agenda();
  agree(told(agenda).sort(), [...brought.passed].sort(), "what time has brought");
  agree([...agenda.vanished].sort(), [...brought.vanished].sort(), "who has vanished");
  const oldestClosed = Math.min(...model.closed.map(({ at }) => at));
  // Where the clock ran backwards, "the oldest" is not the same to everybody.
  if (model.closed.length === 0 || model.closed[0]!.at === oldestClosed)
    agree(agenda.oldestClosed, model.closed[0]?.at, "when the oldest was closed");
  const urgent = counts.absolute + counts.promoted > 0;
  agree([agenda.now, agenda.urgent, agenda.nextChange], [now, urgent, model.nextChange()], "the agenda");
  agree(await store.agents.list(), model.staff(), "the agents");
}

/** What a lane is, in words. */
const named = ({ channel, promoted, skills, reservedFor }: Omit<Lane, "waiting">) =>
  JSON.stringify([channel, promoted, skills, reservedFor ?? null]);

export async function compareLanes(store: Store, model: NaiveFloor, now: number): Promise<void> {
  const expected = new Map<string, unknown[]>();
  for (const { id, channel, skills } of model.inOrder()) {
    const { promoted, reservedFor } = model.entry(id)!;
    const name = named({ channel, promoted, skills, reservedFor });
    expected.set(name, [...(expected.get(name) ?? []), [id, model.refusers(id, now).sort()]]);
  }
  const lanes = await store.lanes(() => Number.POSITIVE_INFINITY);
  const given = lanes.map((lane) => {
    const first = [...lane.first].map(({ ticket, refusedBy }) => [ticket.id, [...refusedBy].sort()]);
    agree(lane.waiting, first.length, "how many wait in a lane");
    return [named(lane), first];
  });
  agree(Object.fromEntries(given), Object.fromEntries(expected), "the lanes");
  const free = (await store.agents.list({ withRoom: true })).map(({ id }) => id);
  agree(free, model.free((await store.channels()).map(({ id }) => id)), "those who have room");
}

/** What can be seen of each ticket and claim, and that the line is served in its order. */
export async function compareAll(stage: Stage, model: NaiveFloor): Promise<void> {
  const { store, there } = stage;
  const line = ids(model.inOrder());
  for (const id of Array.from({ length: 16 }, (_, n) => `t${n}`)) {
    await compareTicket(stage, model, id);
    const place = line.indexOf(id);
    agree(await store.position(id), place < 0 ? undefined : place + 1, `the position of "${id}"`);
  }
  for (const contact of ["maria", "rui", "ana"])
    agree(ids(await there.ticketsOf(contact)), model.ticketsOf(contact), `the tickets of "${contact}"`);
  for (const agent of ["bia", "caio"]) {
    const tokens = [...model.claims].filter(([, claim]) => claim.agent === agent).map(([token]) => token);
    agree(
      (await there.claims({ agent })).map(({ token }) => token),
      tokens,
      `the claims of "${agent}"`,
    );
  }
  await compareLanes(there, model, stage.clock.now());
  for (const id of ids(model.inOrder(anybody)))
    agree((await stage.claim(anybody, there)).ticket.id, id, "who is served");
  agree((await store.claimNext(anybody, stage.token())).holding, undefined, "the claim after the last");
}

async function compareTicket({ store, clock }: Stage, model: NaiveFloor, id: string): Promise<void> {
  const state = model.state(id);
  const seen = await store.ticket(id);
  if (state === undefined) return agree(seen, undefined, `ticket "${id}"`);
  const { ticket, contact, answeredAt, assignment } = model.entry(id)!;
  agree(await store.assignment(id), assignment, `whom "${id}" was given to`);
  agree([...(await store.refusedBy(id))].sort(), model.refusers(id, clock.now()).sort(), `who has refused "${id}"`);
  const outbound = model.outbound.has(id);
  const heldUntil = model.holds.get(id);
  agree(
    seen && { ...seen, arrival: undefined },
    {
      ...ticket,
      direction: outbound ? "outbound" : "inbound",
      purpose: outbound ? "offers" : undefined,
      segments: contact?.segments ?? [],
      attributes: contact?.attributes ?? {},
      heldUntil: heldUntil === Number.POSITIVE_INFINITY ? undefined : heldUntil,
      answeredAt,
      closedAt: model.closed.find(({ entry }) => entry.ticket.id === id)?.at,
      state,
    },
    `ticket "${id}"`,
  );
}
