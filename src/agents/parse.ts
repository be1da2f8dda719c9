import * as z from "zod";
import type { AgentChange } from "../model/agent.ts";
import { parser } from "../model/parse.ts";
import { duration, name, nameSet, names, someTime } from "../model/schemas.ts";

const countExpected = "expected an integer, 0 or more, or such by channel";
const count = z.int(countExpected).min(0, countExpected).max(1_000_000, countExpected);

const capacity = z
  .union([count.transform((total) => ({ total })), z.record(name, count)], countExpected)
  .transform(({ total, ...byChannel }: Record<string, number>) =>
    Object.freeze({ total, byChannel: Object.freeze(byChannel) }),
  );

const wrapUpExpected = "expected a whole number of milliseconds, 0 or more, or such by channel";
const wrapUp = z
  .union([duration.transform((otherwise) => ({ otherwise })), z.record(name, duration)], wrapUpExpected)
  .transform(({ otherwise = 0, ...byChannel }: Record<string, number>) =>
    Object.freeze({ otherwise, byChannel: Object.freeze(byChannel) }),
  );

const presence = z.enum(["available", "away", "offline"], 'expected "available", "away" or "offline"');

/** What an agent can do, and how much of it. */
export const agentFields = {
  channels: names.nullable().optional(),
  skills: nameSet.optional(),
  capacity: capacity.optional(),
  wrapUp: wrapUp.optional(),
};

export const parseAgentInput: (input: unknown) => AgentChange = parser(
  "agent",
  z.strictObject({
    ...agentFields,
    presence: presence.optional(),
    heartbeat: someTime.nullable().optional(),
    releaseAfter: duration.nullable().optional(),
  }),
  {},
  "INVALID_AGENT",
);
