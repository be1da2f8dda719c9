import type { Store } from "../../stores/store.ts";
import type { NaiveStore } from "../naive/store.ts";
import { agree } from "./agree.ts";
import { anybody, ids, type Stage, told } from "./stage.ts";

/** What anybody can see of the line, and what time has brought. */
export async function compareLine(store: Store, model: NaiveStore, now: number, promoted: string[]): Promise<void> {
  const line = ids(model.inOrder());
  const counts = { absolute: model.count(0), promoted: model.count(1) };
  agree(ids(await store.peek(Number.POSITIVE_INFINITY)), line, "the line");
  agree(await store.counts(), { waiting: line.length, held: model.held(), paused: model.paused(), ...counts });
  const agenda = await store.agenda();
  agree(told(agenda).sort(), promoted.map((id) => `promoted ${id}`).sort(), "what is told");
  const oldestClosed = Math.min(...model.closed.map(({ at }) => at));
  // Where the clock ran backwards, "the oldest" is not the same to everybody.
  if (model.closed.length === 0 || model.closed[0]!.at === oldestClosed)
    agree(agenda.oldestClosed, model.closed[0]?.at, "when the oldest was closed");
  const joins = [
    ...model.tickets.filter(model.awaitsItsTime).map(({ ticket }) => ticket.scheduledFor! - model.lead),
    ...model.holds.values(),
  ].filter((moment) => moment < Number.POSITIVE_INFINITY);
  const nextChange = joins.length === 0 ? undefined : Math.min(...joins);
  const urgent = counts.absolute + counts.promoted > 0;
  agree([agenda.now, agenda.urgent, agenda.nextChange], [now, urgent, nextChange], "the agenda");
}

/** What can be seen of each ticket and claim, and that the line is served in its order. */
export async function compareAll(stage: Stage, model: NaiveStore): Promise<void> {
  const { store, there } = stage;
  const line = ids(model.inOrder());
  for (const id of Array.from({ length: 16 }, (_, n) => `t${n}`)) {
    await compareTicket(stage, model, id);
    const place = line.indexOf(id);
    agree(await store.position(id), place < 0 ? undefined : place + 1, `the position of "${id}"`);
  }
  for (const agent of ["bia", "caio"]) {
    const tokens = [...model.claims].filter(([, claim]) => claim.agent === agent).map(([token]) => token);
    agree(
      (await there.claims({ agent })).map(({ token }) => token),
      tokens,
      `the claims of "${agent}"`,
    );
  }
  for (const id of line) agree((await stage.claim(anybody, there)).ticket.id, id, "who is served");
  agree((await store.claimNext(anybody, stage.token())).holding, undefined, "the claim after the last");
}

async function compareTicket({ store }: Stage, model: NaiveStore, id: string): Promise<void> {
  const state = model.state(id);
  const seen = await store.ticket(id);
  if (state === undefined) return agree(seen, undefined, `ticket "${id}"`);
  const { ticket, contact, answeredAt } = model.entry(id)!;
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
