import type { Agent } from "../harness/service.ts";
import type { ChannelSetting, Work } from "../harness/traffic.ts";

/** What every priority queue can do. */
export interface Line {
  push(ticket: Work): void;
  pop(): Served;
}

/** The ticket that came out, if any was there. */
export type Served = { readonly id: string } | undefined;

/** What a contact center asks of it besides. */
export interface AbleLine extends Line {
  peek(): Served;
  cancel(id: string): boolean;
  rescore(channel: string, score: number): void;
  position(id: string): number | undefined;
  /** The first that the agent can serve; without one, the first of all. */
  popFor(agent: Agent | undefined): Served;
}

export interface Peer<Kind extends Line = Line> {
  readonly name: string;
  /**
   * A line is an instance of a class: of closures made with it, each sample would measure the compiler again, and the
   * longer the more code stands behind a call, since V8 lets go of what it compiled for them once their line is swept.
   */
  open(channels: readonly ChannelSetting[]): Kind;
}

/** The next `count` out, in a plain loop: a callback would be compiled for each line anew. */
export function drain(line: Line, count: number): Served[] {
  const drained = new Array<Served>(count);
  for (let place = 0; place < count; place++) drained[place] = line.pop();
  return drained;
}
