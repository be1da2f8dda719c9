import type { AgentDescription } from "proximo";

/** Whoever serves tickets in this console. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Played by the simulation; the others are whoever opens the operator page. */
  readonly simulated: boolean;
  /** Every channel, unless given. */
  readonly channels?: readonly string[];
}

const operator = (id: string, name: string): Person => ({ id, name, simulated: false });
const colleague = (id: string, name: string, channels?: readonly string[]): Person => ({
  ...{ id, name, simulated: true },
  ...(channels && { channels }),
});

export const STAFF: readonly Person[] = [
  operator("ana", "Ana Prado"),
  operator("bruno", "Bruno Nunes"),
  operator("clara", "Clara Reis"),
  colleague("elisa", "Elisa Castro", ["voice", "video", "sms", "email"]),
  colleague("fabio", "Fábio Melo", ["webchat", "whatsapp", "telegram", "facebook", "viber", "rcs"]),
  colleague("gabriela", "Gabriela Pinto", ["webchat", "whatsapp", "telegram", "sms", "form"]),
  colleague("heitor", "Heitor Lima", ["email", "form", "facebook", "whatsapp"]),
  colleague("iara", "Iara Campos"),
];

export const staffMember = (id: string): Person | undefined => STAFF.find((person) => person.id === id);

/** As the center asks for it. */
export function abilities({ id, channels }: Person): AgentDescription {
  return { id, ...(channels && { channels }) };
}
