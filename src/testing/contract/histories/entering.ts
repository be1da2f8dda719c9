import type { CaseChange } from "../../../model/case.ts";
import type { Clearance } from "../../../model/outbound.ts";
import type { Store } from "../../../stores/store.ts";
import { sameInput, scoreOf } from "../../naive/center.ts";
import { agree, refused } from "../stage/agree.ts";
import { entry } from "../stage/entry.ts";
import { entered, ids } from "../stage/stage.ts";
import type { Scene } from "./scene.ts";
import type { Input, StepOf } from "./steps.ts";

/** What becomes of tickets that nobody has: they come in, are changed, are withdrawn. */
export async function enqueue(store: Store, scene: Scene, input: Input): Promise<void> {
  const { id, channel, contact: person, direction } = input;
  const { model, now } = scene;
  const outbound = direction === "outbound";
  const fingerprint = JSON.stringify([sameInput(input), direction, input.preferredAgent]);
  const ruleScore = scoreOf(person, model.rules);
  const { segments = [], attributes = {} } = person ?? {};
  const given = { ...input, contact: person?.id, segments, attributes, ...(outbound && { purpose: "offers" }) };
  const one = entry(given, { fingerprint, ruleScore, rulesVersion: scene.rulesVersion });
  const step = (clearance?: Clearance) => store.enqueue(one, clearance);
  const present = model.inputs.get(id);
  if (present !== undefined && present !== fingerprint) return refused(step, "DUPLICATE_TICKET");
  if (present === undefined && !scene.channels.get(channel)![direction])
    return refused(step, outbound ? "OUTBOUND_NOT_ALLOWED" : "INBOUND_NOT_ALLOWED");
  if (present === undefined) {
    model.accept(input, now);
    model.inputs.set(id, fingerprint);
    if (outbound) model.outbound.add(id);
    else model.outbound.delete(id);
    scene.inputs.push(input);
    model.stopped(id, now);
  }
  const { ticket, created } = entered(await scene.through(step));
  agree(created, present === undefined, "whether it was created");
  await scene.agreeOn(id, ticket, true);
}

export async function update(store: Store, scene: Scene, id: string | undefined, change: CaseChange): Promise<void> {
  if (id === undefined) return;
  const { model } = scene;
  const step = (clearance?: Clearance) => store.update(id, change, clearance);
  const one = model.tickets.find(({ ticket }) => ticket.id === id);
  if (one === undefined) return refused(step, model.state(id) ? "TICKET_NOT_WAITING" : "UNKNOWN_TICKET");
  const barred = scene.barred(one, change);
  if (barred) return refused(step, barred);
  model.change(one, change, scene.now);
  await scene.agreeOn(id, await scene.through(step), true);
}

export async function withdraw(store: Store, scene: Scene, contact: string): Promise<void> {
  const { model } = scene;
  const offered = [...model.claims.values()].filter(({ deadline }) => deadline !== undefined);
  const theirs = [...model.tickets, ...offered.map((claim) => claim.entry)]
    .map(({ ticket }) => ticket)
    .filter((one) => one.contact === contact);
  const inquiries = await store.inquiries(contact);
  const asked = theirs.filter(({ id }) => model.outbound.has(id));
  agree(ids(inquiries.map(({ ticket }) => ticket)).sort(), ids(asked).sort(), "the inquiries");
  for (const { ticket, basis } of inquiries) {
    const verdict = scene.verdict(contact);
    const withdrawn = await store.withdraw({ id: ticket.id, basis, verdict });
    if (verdict.final) model.close(ticket.id, "cancelled", scene.now);
    await scene.agreeOn(ticket.id, withdrawn?.ticket, verdict.final);
  }
}

export async function reopen(
  store: Store,
  { model, now }: Scene,
  { channel, contact }: StepOf<"reopen">,
): Promise<void> {
  for (const { ticket } of model.tickets)
    if (ticket.channel === channel && (contact ?? ticket.contact) === ticket.contact)
      if (model.holds.has(ticket.id)) model.waitAgain(ticket.id, now);
  await store.reopen(channel, contact);
}
