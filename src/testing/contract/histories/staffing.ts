import type { Store } from "../../../stores/store.ts";
import type { NaiveFloor } from "../../naive/floor.ts";
import { agree, refused } from "../stage/agree.ts";
import type { Staffing } from "./steps.ts";

/** What agents themselves do: come, go, are heard from, are ready again. */
export async function staff(store: Store, model: NaiveFloor, { id, does }: Staffing, now: number): Promise<void> {
  const { agents } = store;
  if (does === "leave") return agree(await agents.remove(id), model.removeAgent(id, now), "whether they were removed");
  const known = model.roster.agents.has(id);
  if (typeof does === "object") {
    model.setAgent(id, does, now);
    await agents.set(id, does);
  } else if (!known) {
    return refused(() => agents[does](id), "UNKNOWN_AGENT");
  } else {
    if (does === "ready") model.roster.ready(id, now);
    else model.setAgent(id, {}, now);
    await agents[does](id);
  }
  agree(
    await agents.get(id),
    model.staff().find((one) => one.id === id),
    `agent "${id}"`,
  );
}
