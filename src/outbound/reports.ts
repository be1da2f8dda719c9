import type { SenderState } from "../model/outbound.ts";
import type { OutboundStore } from "../stores/port/outbound-store.ts";
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
  else {
    const at = Math.min(report.at ?? now, now);
    if (report.kind === "template") await store.change(report, (state) => changedByPlatform(state, report, at, now));
    else await store.setWish(report.contact, report.channel, report.wants, at);
  }
}

/** What is older than what is known is no news. */
function changedByPlatform(
  state: SenderState,
  { status, until }: Extract<Report, { kind: "template" }>,
  at: number,
  now: number,
): SenderState {
  if (at < (state.platformChangedAt ?? at)) return state;
  const changed = status === "paused" ? pausedByPlatform(state, until, now) : activeAtPlatform(state);
  return { ...changed, platformChangedAt: at };
}

/** An end that the platform has named, and that lies ahead, is not lost where it is told again without one. */
function pausedByPlatform(state: SenderState, until: number | undefined, now: number): SenderState {
  const { platformPausedUntil: named } = state;
  const known = typeof named === "number" && named > now ? named : "platform";
  return { ...state, platformPausedUntil: until ?? known };
}

/** A pause of the gate's that waits for a person goes on waiting. */
function activeAtPlatform(state: SenderState): SenderState {
  const pausedUntil = state.pausedUntil === "person" ? state.pausedUntil : undefined;
  return { ...state, pausedUntil, platformPausedUntil: undefined };
}

/** A person resumes what the gate has paused. */
export function resumed(state: SenderState): SenderState {
  return { ...state, pausedUntil: undefined };
}
