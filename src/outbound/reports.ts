import type { SenderState } from "../model/outbound.ts";
import type { OutboundStore } from "../stores/outbound-store.ts";
import type { Gate } from "./gate.ts";
import type { parseReport } from "./input/parse.ts";
import { rated } from "./policy/quality.ts";

/** A report with its moments settled. */
type Report = ReturnType<typeof parseReport>;

/** Keeps what the platform reports. */
export async function keepReport(report: Report, store: OutboundStore, gate: Gate): Promise<void> {
  const { now } = gate.windows(report.channel);
  const { quality } = gate.policyOf(report.channel);
  if (report.kind === "quality") await store.change(report, (state) => rated(state, report.rating, quality, now));
  else if (report.kind === "limit")
    await store.change({ channel: report.channel }, (state) => ({ ...state, limit: report.limit }));
  else if (report.kind === "template")
    await store.change(report, (state) =>
      report.status === "paused" ? { ...state, pausedUntil: report.until ?? "platform" } : withoutPlatformPause(state),
    );
  else
    await store.setStopped(
      report.contact,
      report.channel,
      report.wants === "stopped" ? Math.min(report.at ?? now, now) : undefined,
    );
}

/** A pause that waits for a person goes on waiting. */
function withoutPlatformPause(state: SenderState): SenderState {
  return state.pausedUntil === "person" ? state : { ...state, pausedUntil: undefined };
}

/** A person resumes it; a pause of the platform's own goes on until the platform ends it. */
export function resumed(state: SenderState): SenderState {
  return state.pausedUntil === "platform" ? state : { ...state, pausedUntil: undefined };
}
