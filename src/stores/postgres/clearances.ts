import type { Case, CaseChange } from "../../model/case.ts";
import type { Clearance } from "../../model/outbound.ts";
import { withCaseChange } from "../rules/case-change.ts";
import type { Parameter } from "./database.ts";
import { arrayOf } from "./quoting.ts";

/** A clearance as the schema's functions take it: of which ticket, on which basis, and the verdict. */
export function verdictIn(clearance: Clearance | undefined): readonly Parameter[] {
  const { allowed, final, retryAt } = clearance?.verdict ?? {};
  return [
    ["text", clearance?.id],
    ["text", clearance?.basis],
    ["boolean", allowed],
    ["boolean", final],
    ["bigint", retryAt],
  ];
}

const ANY: Omit<Case, "state" | "arrival"> = {
  ...{ id: "any", channel: "any", direction: "inbound", receivedAt: 0 },
  ...{ skills: [], segments: [], attributes: {} },
};

/** A change as the schema's functions take it: channel, contact score, schedule, skills, preference (after whether it is given). */
export function changeIn(change: CaseChange): readonly Parameter[] {
  const { channel, contactScore, scheduledFor, skills, preferredAgent } = withCaseChange(ANY, change);
  return [
    ["text", change.channel === undefined ? undefined : channel],
    ["boolean", change.contactScore !== undefined],
    ["smallint", contactScore],
    ["boolean", change.scheduledFor !== undefined],
    ["bigint", scheduledFor],
    ["text[]", change.skills === undefined ? undefined : arrayOf(skills)],
    ["boolean", change.preferredAgent !== undefined],
    ["text", preferredAgent?.id],
    ["bigint", preferredAgent?.until],
  ];
}
