import type { Awaitable } from "../../../model/awaitable.ts";
import type { Case, CaseChange } from "../../../model/case.ts";
import type { Channel } from "../../../model/channel.ts";
import type { Clearance, Verdict } from "../../../model/outbound.ts";
import type { Person } from "../../naive/center.ts";
import { NaiveFloor } from "../../naive/floor.ts";
import { agree } from "../stage/agree.ts";
import { allowed, refusedForGood, refusedUntil } from "../stage/clearing.ts";
import { LEAD, type Stage } from "../stage/stage.ts";
import type { Input, Mood, Named } from "./steps.ts";

/** A store and its model, and what a step has to know of those before it. */
export class Scene {
  readonly channels = new Map<string, Channel>();
  readonly model = new NaiveFloor(this.channels, LEAD);
  readonly inputs: Input[] = [];
  readonly tokens: string[] = [];
  readonly moods = new Map<string, Mood>();
  rulesVersion = 0;

  private constructor(readonly stage: Stage) {
    this.model.says = (contact) => this.verdict(contact);
  }

  static async open(stage: Stage): Promise<Scene> {
    const scene = new Scene(stage);
    for (const channel of await stage.store.channels()) scene.channels.set(channel.id, channel);
    scene.rulesVersion = (await stage.store.rules()).version;
    return scene;
  }

  get now(): number {
    return this.stage.clock.now();
  }

  /** Of those that wait, in order. */
  waiting(ticket: Named): string | undefined {
    return named(ticket, this.model.inOrder());
  }

  /** Of those that are not closed, those who wait first. */
  open(ticket: Named): string | undefined {
    const { tickets, claims } = this.model;
    return named(
      ticket,
      [...tickets, ...[...claims.values()].map(({ entry }) => entry)].map((one) => one.ticket),
    );
  }

  /** The newest first: they are live most often. */
  token(which: number): string | undefined {
    return this.tokens.at(-1 - (which % this.tokens.length));
  }

  /** Takes a step of the store; what it asks on the way is answered as the gate feels about the contact. */
  through<Result extends object>(step: (clearance?: Clearance) => Awaitable<Result>) {
    return this.stage.through(step, ({ ticket }) => this.verdict(ticket.contact));
  }

  verdict(contact: string | undefined): Verdict {
    const mood = this.moods.get(contact ?? "") ?? { allowed: true };
    if ("allowed" in mood) return allowed;
    if ("final" in mood) return refusedForGood;
    return refusedUntil(mood.until === undefined ? undefined : this.now + mood.until);
  }

  /** Why a ticket may not move to a channel; where it is already it may stay. */
  barred({ ticket }: Person, { channel }: CaseChange) {
    if (channel === undefined || channel === ticket.channel) return undefined;
    const { inbound, outbound } = this.channels.get(channel)!;
    if (this.model.outbound.has(ticket.id)) return outbound ? undefined : ("OUTBOUND_NOT_ALLOWED" as const);
    return inbound ? undefined : ("INBOUND_NOT_ALLOWED" as const);
  }

  /** That a ticket was given, or none, and as it is. */
  async agreeOn(id: string, given: Case | undefined, expected: boolean): Promise<void> {
    if (!expected) return agree(given, undefined, `ticket "${id}"`);
    agree(given, await this.stage.ticket(id), `ticket "${id}"`);
    agree(given!.state, this.model.state(id), `the state of "${id}"`);
  }
}

function named(ticket: Named, among: readonly { readonly id: string }[]): string | undefined {
  return typeof ticket === "string" ? ticket : among[ticket % among.length]?.id;
}
