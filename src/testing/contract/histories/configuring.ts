import type { Store } from "../../../stores/store.ts";
import { scoreOf } from "../../naive/center.ts";
import { agree } from "../stage/agree.ts";
import type { Scene } from "./scene.ts";
import type { StepOf } from "./steps.ts";

/** What holds for all tickets: the channels, and the rules about contacts. */
export async function setChannel(store: Store, { channels }: Scene, step: StepOf<"setChannel">): Promise<void> {
  const given = Object.entries(step.change).filter(([, value]) => value !== undefined);
  const change = Object.fromEntries(given.map(([key, value]) => [key, value ?? undefined]));
  const changed = { ...channels.get(step.id)!, ...change };
  channels.set(step.id, changed);
  agree(await store.setChannel(step.id, step.change), changed);
}

export async function setRules(store: Store, scene: Scene, { rules }: StepOf<"setRules">): Promise<void> {
  const { model } = scene;
  scene.rulesVersion = (await store.setRules(rules)).version;
  model.rules = rules;
  let scored = 0;
  for (let done = -1; done !== 0; scored += done)
    done = await store.rescore(scene.rulesVersion, (contact) => scoreOf(contact, rules), 3);
  agree(scored, model.tickets.length + model.claims.size, "how many were re-scored");
}
