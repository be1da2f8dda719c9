import type { AgentDescription } from "proximo";

/** Who competes, each in a process of its own. */
export const CLAIMERS = 8;
export const ENQUEUERS = 2;

export const CHANNELS = ["webchat", "whatsapp", "email", "sms", "voice"];
export const SKILLS = [[], ["billing"], ["english"], ["billing", "english"]];

/** The first two can serve everybody, the others some. */
export function agentOf(number: number): AgentDescription {
  const id = `agent-${number}`;
  if (number < 2) return { id, skills: ["english", "billing"] };
  const skills = SKILLS[number % SKILLS.length]!;
  return number % 2 === 0 ? { id, skills } : { id, skills, channels: CHANNELS.slice(number % 3, (number % 3) + 3) };
}

/** What a process tells when it has ended. */
export interface Told {
  readonly entered: readonly string[];
  readonly served: readonly string[];
  readonly cancelled: readonly string[];
}
