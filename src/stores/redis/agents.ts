import { type Agent, type AgentChange, NEW_AGENT, type Presence } from "../../model/agent.ts";
import { unknownAgent } from "../../model/store-errors.ts";
import type { AgentStore } from "../port/agent-store.ts";
import { parsed } from "./reply.ts";
import { getAgent, hearAgent, listAgents, readyAgent, removeAgent, setAgent } from "./scripts/agents.ts";
import type { Reply } from "./server/connection.ts";
import type { Script } from "./server/script.ts";
import type { Steps } from "./steps.ts";
import { pathOf, skillsIn, sortedSkills } from "./words.ts";

/** As `agents.seen` of the scripts tells it. */
type AgentReply = readonly [
  id: string,
  channels: string | false,
  skills: string,
  capacity: string,
  wrapUp: string,
  presence: Presence,
  heartbeat: string | false,
  releaseAfter: string | false,
  vanished: string | false,
  presenceSince: string,
  heardAt: string,
  idleSince: string,
  wrappingUp: string,
  ...load: readonly string[],
];

/** Who serves, in a store in Redis. */
export class RedisAgents implements AgentStore {
  constructor(private readonly steps: Steps) {}

  async list({ withRoom = false }: { readonly withRoom?: boolean | undefined } = {}): Promise<readonly Agent[]> {
    const found = await this.steps.run(listAgents, withRoom ? "1" : "");
    return (found as readonly Reply[]).map(agentFrom);
  }

  async get(id: string): Promise<Agent | undefined> {
    const reply = await this.steps.run(getAgent, id);
    return reply === null ? undefined : agentFrom(reply);
  }

  async set(id: string, change: AgentChange): Promise<Agent> {
    const fresh = JSON.stringify(sheetWords(NEW_AGENT));
    return agentFrom(await this.steps.run(setAgent, id, fresh, ...sheetWords(change)));
  }

  async remove(id: string): Promise<boolean> {
    return Number(await this.steps.run(removeAgent, id)) === 1;
  }

  heartbeat(id: string): Promise<Agent> {
    return this.#known(hearAgent, id);
  }

  ready(id: string): Promise<Agent> {
    return this.#known(readyAgent, id);
  }

  /** @throws ProximoError `UNKNOWN_AGENT` */
  async #known(script: Script, id: string): Promise<Agent> {
    const reply = await this.steps.run(script, id);
    if (reply === null) throw unknownAgent(id);
    return agentFrom(reply);
  }
}

/** The fields of a sheet that a change gives, each with its text; empty for one that it takes away. */
function sheetWords(change: AgentChange): readonly string[] {
  const { channels, skills, capacity, wrapUp, presence, heartbeat, releaseAfter } = change;
  const texts = {
    channels: channels && JSON.stringify(channels),
    skills: skills && pathOf(sortedSkills(skills)),
    capacity: capacity && JSON.stringify(capacity),
    wrapUp: wrapUp && JSON.stringify(wrapUp),
    presence,
    heartbeat,
    releaseAfter,
  };
  return Object.entries(texts).flatMap(([field, text]) => (text === undefined ? [] : [field, String(text ?? "")]));
}

function agentFrom(reply: Reply): Agent {
  const [id, channels, skills, capacity, wrapUp, presence, heartbeat, releaseAfter, vanished, ...rest] =
    parsed<AgentReply>(reply);
  const [presenceSince, heardAt, idleSince, wrappingUp, ...load] = rest;
  return {
    id,
    channels: channels === false ? undefined : (JSON.parse(channels) as string[]),
    skills: skillsIn(skills),
    capacity: JSON.parse(capacity) as Agent["capacity"],
    wrapUp: JSON.parse(wrapUp) as Agent["wrapUp"],
    presence: vanished !== false && presence === "available" ? "away" : presence,
    heartbeat: heartbeat === false ? undefined : Number(heartbeat),
    releaseAfter: releaseAfter === false ? undefined : Number(releaseAfter),
    vanished: vanished !== false,
    presenceSince: Number(presenceSince),
    heardAt: Number(heardAt),
    idleSince: Number(idleSince),
    load: Object.fromEntries(pairsOf(load).map(([channel, count]) => [channel, Number(count)])),
    wrappingUp: pairsOf(JSON.parse(wrappingUp) as string[]).map(([channel, until]) => ({
      channel,
      until: Number(until),
    })),
  };
}

function pairsOf(list: readonly string[]): readonly (readonly [string, string])[] {
  return list.flatMap((one, place) => (place % 2 === 0 ? [[one, list[place + 1]!] as const] : []));
}
