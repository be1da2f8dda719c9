import type { Clearance } from "../../../model/outbound.ts";
import type { EndedClaim, Store } from "../../../stores/store.ts";
import { agree, refused } from "../stage/agree.ts";
import type { Scene } from "./scene.ts";
import type { StepOf } from "./steps.ts";

/** How a claim ends: it is completed, given back or refused, or the contact gives up. */
export async function settle(store: Store, scene: Scene, { which, settlement }: StepOf<"settle">): Promise<void> {
  const token = scene.token(which);
  if (token === undefined) return;
  const { model, now } = scene;
  const step = (clearance?: Clearance) => store.settle(token, settlement, clearance);
  const claim = model.claims.get(token);
  if (claim === undefined) return refused(step, "STALE_CLAIM");
  const { entry, deadline } = claim;
  const { id } = entry.ticket;
  const { kind } = settlement;
  let ended: EndedClaim | undefined;
  if (kind === "complete" || kind === "cancel")
    ended = model.finish(id, kind === "complete" ? "completed" : "cancelled", now);
  else {
    if (kind === "return" && deadline === undefined) return refused(step, "OFFER_ACCEPTED");
    const change = kind === "release" ? settlement.change : {};
    const barred = scene.barred(entry, change);
    if (barred) return refused(step, barred);
    if (kind === "return" && settlement.refusedFor) model.refuse(claim, now + settlement.refusedFor);
    ended = model.giveBack(token, change, now);
    if (kind === "release") model.stopped(id, now);
  }
  const settled = await scene.through(step);
  agree(settled.claim, ended, "the claim that was settled");
  await scene.agreeOn(id, settled.ticket, true);
}

export async function cancel(store: Store, scene: Scene, { ticket }: StepOf<"cancel">): Promise<void> {
  const { model } = scene;
  const id = scene.open(ticket);
  if (id === undefined) return;
  const state = model.state(id);
  if (state === undefined) return refused(() => store.cancel(id), "UNKNOWN_TICKET");
  const open = state !== "completed" && state !== "cancelled";
  const ended = open ? model.finish(id, "cancelled", scene.now) : undefined;
  const cancelled = await store.cancel(id);
  agree(cancelled?.claim, ended, "the claim that the cancellation ended");
  return scene.agreeOn(id, cancelled?.ticket, open);
}
