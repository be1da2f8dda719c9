import type { AgentDescription } from "../../model/case.ts";
import { groupBy } from "../../model/map.ts";
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
  const asked = new Set<string>();
  const once = askers.filter(({ token }) => !asked.has(token) && asked.add(token));
  const groups = groupBy(once, ({ agent: { channels, skills = [] } }) =>
    JSON.stringify([channels && [...channels].sort(), [...skills].sort()]),
  );
  return [...groups.values()];
}
