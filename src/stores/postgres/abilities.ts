import type { AgentDescription } from "../../model/case.ts";
import type { Parameter } from "./database.ts";
import { arrayOf } from "./quoting.ts";

/** The channels, where given, and the skills. */
export function abilitiesOf({ channels, skills = [] }: Pick<AgentDescription, "channels" | "skills">): Parameter[] {
  return [
    ["text[]", channels && arrayOf(channels)],
    ["text[]", arrayOf(skills)],
  ];
}

/** By what they can serve; a token that is asked with twice is one claim. */
export function groupedByAbilities<Asker extends { readonly agent: AgentDescription; readonly token: string }>(
  askers: readonly Asker[],
): Asker[][] {
  const groups = new Map<string, Asker[]>();
  const asked = new Set<string>();
  for (const asker of askers) {
    if (asked.has(asker.token)) continue;
    asked.add(asker.token);
    const { channels, skills = [] } = asker.agent;
    const key = JSON.stringify([channels && [...channels].sort(), [...skills].sort()]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [asker]);
    else group.push(asker);
  }
  return [...groups.values()];
}
