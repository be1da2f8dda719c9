import { type AgentChange, changedAgent } from "../../model/agent.ts";
import type { Clock } from "../../model/clock.ts";
import { unknownAgent } from "../../model/store-errors.ts";
import { NEVER } from "../../model/time.ts";
import {
  type AgentSheet,
  heardFrom,
  madeReady,
  newSheet,
  nextChange,
  passed,
  takenBackAt,
  withTicketEnded,
} from "../rules/agent-sheet.ts";
import { MemoryHolds } from "./holds.ts";

const NOBODY: readonly string[] = [];

/** Who is registered, who has vanished and who wraps up. */
export class MemoryRoster {
  readonly #sheets = new Map<string, AgentSheet>();
  /** Until time changes them: their ids. */
  readonly #awaited = new MemoryHolds<string>();
  #vanished: string[] = [];
  /** Ascending in the order in which they were registered. */
  readonly #numbers = new Map<string, number>();
  #registered = 0;

  /** @param changed told of each agent who is no longer as they were seen. */
  constructor(
    private readonly clock: Clock,
    private readonly changed: (id: string) => void,
  ) {}

  ids(): IterableIterator<string> {
    return this.#sheets.keys();
  }

  /** Their own for as long as they are registered, and larger than those of all before them. */
  number(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  has(id: string): boolean {
    return this.#sheets.has(id);
  }

  /** @throws ProximoError `UNKNOWN_AGENT` */
  known(id: string): AgentSheet {
    const sheet = this.#sheets.get(id);
    if (sheet !== undefined) return sheet;
    throw unknownAgent(id);
  }

  /** How many tickets they can have now, on all channels together. */
  places(id: string): number {
    const { profile, vanished, wrappingUp } = this.known(id);
    return vanished || profile.presence !== "available" ? 0 : profile.capacity.total - wrappingUp.length;
  }

  /** When what they have is taken back, unless they are heard from. */
  takenBackAt(id: string): ReturnType<typeof takenBackAt> {
    return takenBackAt(this.#sheets.get(id));
  }

  set(id: string, change: AgentChange): void {
    const now = this.clock.now();
    const sheet = this.#sheets.get(id) ?? newSheet(id, now);
    if (!this.#numbers.has(id)) this.#numbers.set(id, this.#registered++);
    this.#save(heardFrom(sheet, changedAgent(sheet.profile, change), now));
  }

  heard(id: string): void {
    const sheet = this.known(id);
    this.#save(heardFrom(sheet, sheet.profile, this.clock.now()));
  }

  ready(id: string): void {
    this.#save(madeReady(this.known(id), this.clock.now()));
  }

  remove(id: string): boolean {
    this.#awaited.delete(id);
    this.#numbers.delete(id);
    this.changed(id);
    return this.#sheets.delete(id);
  }

  /** A ticket that they served has ended. */
  ended(id: string, channel: string): void {
    const sheet = this.#sheets.get(id);
    if (sheet !== undefined) this.#save(withTicketEnded(sheet, channel, this.clock.now()));
  }

  /** Lets vanish whoever was not heard from, and ends the wrap-ups that are over. */
  catchUp(): void {
    if (this.#awaited.size === 0) return;
    const now = this.clock.now();
    for (let at = this.#awaited.next; at !== undefined && at <= now; at = this.#awaited.next)
      for (const id of this.#awaited.due(at)) {
        const sheet = this.known(id);
        const after = this.#save(passed(sheet, at));
        if (after.vanished && !sheet.vanished) this.#vanished.push(id);
      }
  }

  get nextChange(): number {
    return this.#awaited.next ?? NEVER;
  }

  /** Those who have vanished since this was last asked. */
  takeVanished(): readonly string[] {
    if (this.#vanished.length === 0) return NOBODY;
    const vanished = this.#vanished;
    this.#vanished = [];
    return vanished;
  }

  #save(sheet: AgentSheet): AgentSheet {
    const { id } = sheet.profile;
    this.#sheets.set(id, sheet);
    this.changed(id);
    this.#awaited.delete(id);
    const changes = nextChange(sheet);
    if (changes < NEVER) this.#awaited.add(id, changes);
    return sheet;
  }
}
