import type { Store } from "../../../stores/store.ts";
import { agree } from "../stage/agree.ts";
import { ids, type Stage } from "../stage/stage.ts";
import { accept, claimNext, claimTicket, offer } from "./claiming.ts";
import { compareAll, compareLanes, compareLine } from "./comparison.ts";
import { setChannel, setRules } from "./configuring.ts";
import { enqueue, reopen, update, withdraw } from "./entering.ts";
import { Scene } from "./scene.ts";
import { cancel, settle } from "./settling.ts";
import { staff } from "./staffing.ts";
import type { Step, StepOf } from "./steps.ts";

/** To a store and its model the same things happen; after every step they agree on all that can be seen. */
export async function play(stage: Stage, steps: readonly Step[]): Promise<void> {
  const scene = await Scene.open(stage);
  for (const step of steps) {
    await taken(step.there ? stage.there : stage.store, scene, step);
    const brought = scene.model.pass(scene.now);
    await compareLine(step.there ? stage.store : stage.there, scene.model, scene.now, brought);
  }
  await compareAll(stage, scene.model);
}

async function taken(store: Store, scene: Scene, step: Step): Promise<void> {
  const { model, stage } = scene;
  switch (step.kind) {
    case "enqueue":
      return enqueue(store, scene, step.input);
    case "again":
      return scene.inputs[0] && enqueue(store, scene, scene.inputs[step.which % scene.inputs.length]!);
    case "claimNext":
      return claimNext(store, scene, step);
    case "claimTicket":
      return claimTicket(store, scene, step);
    case "offer":
      return offer(store, scene, step);
    case "accept":
      return accept(store, scene, step);
    case "settle":
      return settle(store, scene, step);
    case "cancel":
      return cancel(store, scene, step);
    case "update":
      return update(store, scene, scene.open(step.ticket), step.change);
    case "setChannel":
      return setChannel(store, scene, step);
    case "setRules":
      return setRules(store, scene, step);
    case "clock":
      return stage.clock.set(step.at);
    case "wait":
      return stage.clock.advance(step.ms);
    case "mood":
      scene.moods.set(step.contact, step.mood);
      return;
    case "withdraw":
      scene.moods.set(step.contact, step.mood);
      return withdraw(store, scene, step.contact);
    case "reopen":
      return reopen(store, scene, step);
    case "forget":
      return agree(await store.forget(step.contact), model.erase(step.contact), "how many were forgotten");
    case "purge":
      return purge(store, scene, step);
    case "lanes":
      return compareLanes(store, model, scene.now);
    case "staff":
      return staff(store, model, step, scene.now);
    case "peek":
      return agree(
        ids(await store.peek(step.count, step.agent)),
        ids(model.inOrder(step.agent)).slice(0, step.count),
        "a peek",
      );
  }
}

async function purge(store: Store, { model, now }: Scene, { age }: StepOf<"purge">): Promise<void> {
  const before = now - age;
  const due = model.closed.findLastIndex(({ at }) => at <= before) + 1;
  // Where the clock ran backwards, "the longest closed" is not the same to everybody.
  if (model.closed.slice(0, due).some(({ at }) => at > before)) return;
  agree(await store.purge(before, 99), model.forget(before), "how many were purged");
}
