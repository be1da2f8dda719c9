import type { Awaitable } from "../../../model/awaitable.ts";
import type { Assignment } from "../../../model/case.ts";
import type { Clearance } from "../../../model/outbound.ts";
import type { Claimant, Claimed, Store } from "../../../stores/store.ts";
import { agree, refused } from "../stage/agree.ts";
import { ids } from "../stage/stage.ts";
import type { Scene } from "./scene.ts";
import type { StepOf } from "./steps.ts";

type Claim = (token: string, clearance?: Clearance) => Awaitable<Claimed>;

/** How an agent comes to have a ticket: they press Next, pick it, or are offered it and accept. */
export function claimNext(store: Store, scene: Scene, { agent }: StepOf<"claimNext">): Promise<void> {
  return made(scene, agent, "next", (token, clearance) => store.claimNext(agent, token, clearance));
}

export async function claimTicket(store: Store, scene: Scene, step: StepOf<"claimTicket">): Promise<void> {
  const { agent } = step;
  const id = scene.waiting(step.ticket);
  if (id === undefined) return;
  const claim: Claim = (token, clearance) => store.claimTicket(id, agent, token, clearance);
  if (scene.model.state(id) === undefined) return unknown(scene, agent, claim);
  return made(scene, agent, "take", claim, { ticket: id });
}

export async function offer(store: Store, scene: Scene, { agent, within, ...step }: StepOf<"offer">): Promise<void> {
  const ticket = scene.waiting(step.ticket);
  if (ticket === undefined) return;
  const { grounds } = scene.stage.proposal(ticket, agent);
  const claim: Claim = (token, clearance) => store.offer({ ticket, agent, within, token, grounds }, clearance);
  if (scene.model.state(ticket) === undefined) return unknown(scene, agent, claim);
  return made(scene, agent, "offer", claim, { ticket, within });
}

export async function accept(store: Store, scene: Scene, { which }: StepOf<"accept">): Promise<void> {
  const { model } = scene;
  const token = scene.token(which);
  if (token === undefined) return;
  if (!model.claims.has(token)) return refused(() => store.accept(token), "STALE_CLAIM");
  const offered = model.answer(token, scene.now);
  const { holding, wasOffered } = await store.accept(token);
  const { agent, claimedAt, state, deadline } = holding;
  const claim = model.claims.get(token)!;
  const expected = [offered, claim.agent, claim.claimedAt, "active", undefined];
  agree([wasOffered, agent, claimedAt, state, deadline], expected);
}

async function made(
  scene: Scene,
  claimant: Claimant,
  by: Assignment["by"],
  claim: Claim,
  { ticket, within }: { readonly ticket?: string; readonly within?: number } = {},
): Promise<void> {
  const { model, now, stage } = scene;
  const token = stage.token();
  const agent = typeof claimant === "string" ? model.roster.agents.get(claimant) : claimant;
  if (agent === undefined) return refused(() => claim(token), "UNKNOWN_AGENT");
  const may = (id: string) =>
    (ticket ?? id) === id &&
    (typeof claimant !== "string" || model.hasRoom(claimant, id)) &&
    (by !== "offer" || !model.refusers(id, now).includes(agent.id));
  const { first, refused: stopped } = model.next(agent, now, may);
  const told: string[] = [];
  const { holding } = await scene.through(async (clearance): Promise<Claimed> => {
    const claimed = await claim(token, clearance);
    if (claimed.refused) told.push(claimed.refused.ticket.id);
    return claimed;
  });
  agree([holding?.ticket.id, told], [first, stopped], "what was claimed, and what was stopped on the way");
  if (holding === undefined) return;
  scene.tokens.push(token);
  const { grounds } = stage.proposal(holding.ticket.id, agent.id);
  const deadline = within === undefined ? undefined : now + within;
  const assignment = { agent: agent.id, at: now, by, grounds: by === "offer" ? grounds : undefined };
  model.give(holding.ticket.id, token, assignment, deadline);
  const { contact } = holding.ticket;
  const others = model.inOrder().filter((one) => contact !== undefined && one.contact === contact);
  agree([holding.agent, ids(holding.alsoWaiting)], [agent.id, ids(others)], "the agent, and who also waits");
  agree([holding.claimedAt, holding.deadline], [now, deadline], "since when, and until when");
}

/** Of a ticket that is not there; where neither is the agent, either may be said. */
async function unknown({ model, stage }: Scene, claimant: Claimant, claim: Claim): Promise<void> {
  if (typeof claimant === "string" && !model.roster.agents.has(claimant)) return;
  return refused(() => claim(stage.token()), "UNKNOWN_TICKET");
}
