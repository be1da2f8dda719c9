import type { AgentDescription } from "proximo";

interface Standing {
  readonly section: string;
  readonly skills: readonly string[];
  readonly member: string;
}

const OWN_KEYS = 34;

/**
 * Follows the line through the server's log, and says of each claim that was not the head of the line for its agent at that
 * moment who should have been.
 */
export class HeadAudit {
  readonly problems: string[] = [];
  claims = 0;
  readonly #base: string;
  readonly #settings = new Map<string, string>();
  readonly #lanes = new Map<string, { section: string; skills: readonly string[]; members: string[] }>();
  /** Where each ticket stood when it left the line last. */
  readonly #left = new Map<string, Standing>();

  constructor(
    prefix: string,
    private readonly agentOf: (id: string) => AgentDescription,
  ) {
    this.#base = `{${prefix}}:`;
  }

  follow([command, key = "", ...args]: readonly string[]): void {
    if (!key.startsWith(this.#base)) return;
    const name = key.slice(this.#base.length);
    if (command === "HSET" && name === "channels") this.#settings.set(args[0]!, args[1]!);
    else if (command === "HSET" && name === "claims") this.#claimed(args[1]!);
    else if (name.startsWith("lane:")) this.#moved(command!, name, args.at(-1)!);
  }

  #moved(command: string, name: string, member: string): void {
    const lane = this.#lane(name);
    const place = placeOf(lane.members, member);
    if (command === "ZADD") lane.members.splice(place, 0, member);
    else {
      if (lane.members[place] !== member) this.problems.push(`${member} left a lane that it was not in`);
      lane.members.splice(place, 1);
      this.#left.set(member.slice(OWN_KEYS), { ...lane, member });
    }
  }

  #claimed(claim: string): void {
    this.claims += 1;
    const length = Number(claim.slice(16, 19));
    const agent = this.agentOf(claim.slice(19, 19 + length));
    const standing = this.#left.get(claim.slice(19 + length))!;
    if (!canServe(agent, standing)) this.problems.push(`${agent.id} cannot serve ${standing.member}`);
    for (const { section, skills, members } of this.#lanes.values()) {
      const head = members[0];
      if (head === undefined || !canServe(agent, { section, skills })) continue;
      const [rank, theirs] = [this.#rank(section), this.#rank(standing.section)];
      const isBefore = rank < theirs || (rank === theirs && head < standing.member);
      if (isBefore)
        this.problems.push(`${agent.id} got ${standing.member} of ${standing.section} before ${head} of ${section}`);
    }
  }

  #lane(name: string) {
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      const [, length, rest] = /^lane:(\d+):(.*)$/s.exec(name)!;
      const section = rest!.slice(0, Number(length));
      const skills = rest!
        .slice(section.length)
        .split("\n")
        .filter(Boolean)
        .map((skill) => JSON.parse(skill) as string);
      lane = { section, skills, members: [] };
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /** Keys 1 and 2. */
  #rank(section: string): number {
    const settings = this.#settings.get(section.slice(1))!;
    const tier = settings[3] === "1" ? 0 : section.startsWith("1") ? 1 : 2;
    return tier * 1_000 + 100 - Number(settings.slice(0, 3));
  }
}

function canServe({ channels, skills = [] }: AgentDescription, standing: Omit<Standing, "member">): boolean {
  const servesChannel = channels?.includes(standing.section.slice(1)) !== false;
  return servesChannel && standing.skills.every((skill) => skills.includes(skill));
}

/** The place of the first that is not before it. */
function placeOf(sorted: readonly string[], member: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < member) low = middle + 1;
    else high = middle;
  }
  return low;
}
