/** What a worker asks of its center. */
export type Deed =
  | {
      readonly kind: "enqueue";
      readonly id: string;
      readonly channel: string;
      readonly contact: string;
      readonly contactScore: number;
      readonly receivedAt: number;
    }
  | { readonly kind: "next"; readonly agent: string }
  /** A claim that somebody who died has left: the worker goes on with it. */
  | { readonly kind: "pick up"; readonly agent: string }
  | {
      readonly kind: "settle";
      readonly token: string;
      readonly ticket: string;
      readonly how: "complete" | "release" | "cancel";
    }
  | { readonly kind: "cancel"; readonly id: string }
  | { readonly kind: "enter"; readonly id: string }
  | { readonly kind: "offer"; readonly ticket: string; readonly token: string }
  | { readonly kind: "accept"; readonly token: string }
  | { readonly kind: "return"; readonly token: string }
  | { readonly kind: "score"; readonly channel: string; readonly score: number }
  | { readonly kind: "grant" | "revoke"; readonly contact: string };

/** What came of it, as far as it is to be shown. */
export interface Outcome {
  readonly ticket?: string | undefined;
  readonly token?: string | undefined;
  readonly arrival?: number | undefined;
  readonly seq?: number | undefined;
  readonly head?: { readonly size: number; readonly head: string } | undefined;
}

/** A line that a worker prints: before it asks, and once it has its answer. Moments are of the machine's steady clock. */
export type Line = { readonly call: string; readonly at: number } & (
  | { readonly begun: Deed }
  | { readonly done: Outcome }
  /** Refused, as it may be where two want the same. */
  | { readonly refused: string }
);

/** Something that was asked, and what is known of its answer: `done` is an acknowledgement, which is never to be broken. */
export interface Entry {
  readonly deed: Deed;
  readonly begunAt: number;
  done?: Outcome;
  refused?: string;
  endedAt: number;
}

/** Everything that the workers have told, by call. What was begun and never ended may have happened, or not. */
export class Log {
  readonly #entries = new Map<string, Entry>();
  acknowledged = 0;

  add(line: Line): void {
    if ("begun" in line) {
      this.#entries.set(line.call, { deed: line.begun, begunAt: line.at, endedAt: Number.POSITIVE_INFINITY });
      return;
    }
    const entry = this.#entries.get(line.call)!;
    entry.endedAt = line.at;
    if ("refused" in line) entry.refused = line.refused;
    else {
      entry.done = line.done;
      this.acknowledged += 1;
    }
  }

  of<Kind extends Deed["kind"]>(...kinds: readonly Kind[]): (Entry & { readonly deed: Deed & { kind: Kind } })[] {
    const wanted = new Set<string>(kinds);
    return [...this.#entries.values()].filter(({ deed }) => wanted.has(deed.kind)) as never;
  }

  /** How many calls nobody knows the end of. */
  get unknown(): number {
    return [...this.#entries.values()].filter(({ endedAt }) => endedAt === Number.POSITIVE_INFINITY).length;
  }
}
