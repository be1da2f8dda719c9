import { type AgentChange, type AgentProfile, changedAgent, type WrappingUp } from "../../../model/agent.ts";
import { unknownAgent } from "../../../model/store-errors.ts";
import {
  type AgentSheet,
  heardFrom,
  madeReady,
  newSheet,
  nextChange,
  passed,
  takenBackAt,
  withTicketEnded,
} from "../../rules/agent-sheet.ts";
import type { Connection } from "../database/connection.ts";
import type { Cache } from "../database/transactions.ts";
import { frozen } from "../line/ticket-record.ts";
import type { UntoldChanges } from "../line/untold-changes.ts";
import type { Setup } from "../setup.ts";

interface SheetRow {
  readonly profile: string;
  readonly vanished: number;
  readonly presence_since: number;
  readonly heard_at: number;
  readonly idle_since: number;
  readonly wrapping_up: string;
}

const SHEET = "profile, vanished, presence_since, heard_at, idle_since, wrapping_up";

/** Who is registered, who has vanished and who wraps up. */
export class Roster implements Cache {
  /** Those that were looked up, `none` where there is no such agent. */
  readonly #sheets = new Map<string, AgentSheet | "none">();
  /** When time will next change one; `none` where it will not, undefined where it is to be looked up. */
  #nextDue: number | "none" | undefined;
  readonly #all;
  readonly #byId;
  readonly #due;
  readonly #firstDue;
  readonly #write;
  readonly #delete;

  constructor(
    connection: Connection,
    private readonly untold: UntoldChanges,
    private readonly setup: Setup,
  ) {
    this.#all = connection.prepare<SheetRow>(`SELECT ${SHEET} FROM agents ORDER BY place`);
    this.#byId = connection.prepare<SheetRow>(`SELECT ${SHEET} FROM agents WHERE id = ?`);
    this.#due = connection.prepare<SheetRow>(`SELECT ${SHEET} FROM agents WHERE due = ? ORDER BY place`);
    this.#firstDue = connection.prepare<{ due: number }>(
      "SELECT due FROM agents WHERE due IS NOT NULL ORDER BY due LIMIT 1",
    );
    this.#write = connection.prepare(
      `INSERT INTO agents (id, due, ${SHEET}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET due = excluded.due, profile = excluded.profile, vanished = excluded.vanished,
       presence_since = excluded.presence_since, heard_at = excluded.heard_at, idle_since = excluded.idle_since,
       wrapping_up = excluded.wrapping_up`,
    );
    this.#delete = connection.prepare("DELETE FROM agents WHERE id = ?");
  }

  all(): AgentSheet[] {
    return this.#all.all().map(sheetOf);
  }

  find(id: string): AgentSheet | undefined {
    let sheet = this.#sheets.get(id);
    if (sheet === undefined) {
      const row = this.#byId.get(id);
      sheet = row === undefined ? "none" : sheetOf(row);
      this.#sheets.set(id, sheet);
    }
    return sheet === "none" ? undefined : sheet;
  }

  /** @throws ProximoError `UNKNOWN_AGENT` */
  known(id: string): AgentSheet {
    const sheet = this.find(id);
    if (sheet === undefined) throw unknownAgent(id);
    return sheet;
  }

  /** When what they have is taken back, unless they are heard from. */
  takenBackAt(id: string): ReturnType<typeof takenBackAt> {
    return takenBackAt(this.find(id));
  }

  set(id: string, change: AgentChange): AgentSheet {
    const now = this.setup.now();
    const sheet = this.find(id) ?? newSheet(id, now);
    return this.#save(heardFrom(sheet, changedAgent(sheet.profile, change), now));
  }

  heard(id: string): AgentSheet {
    const sheet = this.known(id);
    return this.#save(heardFrom(sheet, sheet.profile, this.setup.now()));
  }

  ready(id: string): AgentSheet {
    return this.#save(madeReady(this.known(id), this.setup.now()));
  }

  remove(id: string): boolean {
    if (this.find(id) === undefined) return false;
    this.#delete.run(id);
    this.#sheets.set(id, "none");
    this.#nextDue = undefined;
    return true;
  }

  /** A ticket that they served has ended. */
  ended(id: string, channel: string): void {
    const sheet = this.find(id);
    if (sheet !== undefined) this.#save(withTicketEnded(sheet, channel, this.setup.now()));
  }

  /** Lets vanish whoever was not heard from, and ends the wrap-ups that are over. */
  catchUp(now: number): void {
    for (let due = this.nextDue; due !== undefined && due <= now; due = this.nextDue)
      for (const sheet of this.#due.all(due).map(sheetOf)) {
        const after = this.#save(passed(sheet, due));
        if (after.vanished && !sheet.vanished) this.untold.addVanished(after.profile.id);
      }
  }

  /** When time will next change one of them. */
  get nextDue(): number | undefined {
    this.#nextDue ??= this.#firstDue.get()?.due ?? "none";
    return this.#nextDue === "none" ? undefined : this.#nextDue;
  }

  forget(): void {
    this.#sheets.clear();
    this.#nextDue = undefined;
  }

  #save(sheet: AgentSheet): AgentSheet {
    const { profile, vanished, presenceSince, heardAt, idleSince, wrappingUp } = sheet;
    const due = nextChange(sheet);
    this.#write.run(
      ...[profile.id, due === Number.POSITIVE_INFINITY ? null : due, JSON.stringify(profile), +vanished],
      ...[presenceSince, heardAt, idleSince, JSON.stringify(wrappingUp)],
    );
    this.#sheets.set(profile.id, sheet);
    this.#nextDue = undefined;
    return sheet;
  }
}

function sheetOf(row: SheetRow): AgentSheet {
  return {
    profile: frozen(JSON.parse(row.profile)) as AgentProfile,
    vanished: row.vanished === 1,
    presenceSince: row.presence_since,
    heardAt: row.heard_at,
    idleSince: row.idle_since,
    wrappingUp: JSON.parse(row.wrapping_up) as WrappingUp[],
  };
}
