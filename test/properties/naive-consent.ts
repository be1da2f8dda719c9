/** The consent ledger as one would keep it on paper: every event in a list, read from the end. Times are small integers. */
export interface PaperDefinition {
  readonly type: "define";
  readonly purpose: string;
  readonly basis: "consent" | "legitimate-interest" | "contract";
  readonly text: string;
  readonly since: number;
}

export interface PaperEvent {
  readonly type: "grant" | "revoke" | "resume" | "inform";
  readonly contact: string;
  /** `undefined`: all. */
  readonly purposes: readonly string[] | undefined;
  readonly channels: readonly string[] | undefined;
  readonly at: number;
  readonly until?: number | undefined;
  /** What the notices of the purposes said to the person then. */
  readonly texts?: ReadonlyMap<string, string | undefined> | undefined;
}

export class PaperLedger {
  definitions: (PaperDefinition & { readonly recorded: number })[] = [];
  events: (PaperEvent & { readonly recorded: number })[] = [];

  inForce(purpose: string, at: number, known = Number.POSITIVE_INFINITY) {
    const due = this.definitions.filter((d) => d.purpose === purpose && d.since <= at && d.recorded <= known);
    const latest = Math.max(...due.map((d) => d.since));
    return due.findLast((d) => d.since === latest);
  }

  erase(contact: string) {
    this.events = this.events.filter((event) => event.contact !== contact);
  }

  check(contact: string, purpose: string, channel: string, at: number, known: number): readonly string[] {
    const definition = this.inForce(purpose, at, known);
    if (definition === undefined) return ["unregistered"];
    const covering = this.events
      .filter((e) => e.contact === contact && e.at <= at && e.recorded <= known)
      .filter((e) => e.purposes?.includes(purpose) ?? true)
      .filter((e) => e.channels?.includes(channel) ?? true)
      .toSorted((a, b) => a.at - b.at);
    if (definition.basis !== "consent") {
      const refusable = (e: PaperEvent) => definition.basis === "legitimate-interest" || e.channels !== undefined;
      const last = covering.findLast((e) => e.type === "resume" || (e.type === "revoke" && refusable(e)));
      return last?.type === "revoke" ? ["objected"] : [];
    }
    const last = covering.findLast((e) => e.type === "grant" || e.type === "revoke");
    if (last?.type !== "grant") return last === undefined ? ["no-consent"] : ["revoked"];
    const told = covering.slice(covering.indexOf(last)).filter((e) => e.type === "inform");
    const texts = [last, ...told].map((e) => e.texts?.get(purpose));
    const reasons = [];
    if (last.until !== undefined && last.until <= at) reasons.push("expired");
    if (!texts.includes(definition.text)) reasons.push("reinform");
    return reasons;
  }
}
