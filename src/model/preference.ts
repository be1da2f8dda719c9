import type { Case } from "./case.ts";

/** Whom the ticket is reserved for at that moment. */
export function reservedNow({ preferredAgent }: Pick<Case, "preferredAgent">, now: number): string | undefined {
  return preferredAgent !== undefined && now < preferredAgent.until ? preferredAgent.id : undefined;
}
