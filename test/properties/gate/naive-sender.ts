import { BEFORE, HOUR, LADDER, NEVER, type Rating, RULES } from "./rules.ts";

/** The quality of a sender, or of one of its templates, and its pauses. */
export class NaiveSender {
  counted: { kind: string; at: number }[] = [];
  reported?: Rating;
  limit: number = RULES.limit;
  lowSince: number | undefined;
  pausedUntil = BEFORE;
  byPerson = false;
  pauses: number[] = [];
  platform = { at: BEFORE, until: BEFORE };

  rating(now: number): Rating {
    if (this.reported) return this.reported;
    const ended = (at: number) => (Math.floor(at / HOUR) + 1) * HOUR;
    const inWindow = this.counted.filter(({ at }) => now - RULES.window < ended(at));
    const delivered = inWindow.filter(({ kind }) => kind === "delivered").length;
    if (delivered < RULES.least) return "green";
    const rate = (inWindow.length - delivered) / delivered;
    return rate >= RULES.red ? "red" : rate >= RULES.yellow ? "yellow" : "green";
  }

  ends(): number {
    return Math.max(this.byPerson ? NEVER : this.pausedUntil, this.platform.until);
  }

  /** Whether its volume will be cut at `t`, as it is rated now. */
  cut(t: number, now: number): boolean {
    return this.lowSince !== undefined && this.lowSince + RULES.cutAfter <= t && this.rating(now) !== "green";
  }

  /** A message was told of: our own estimate, begun anew with each pause, may be red. */
  judge(now: number): void {
    this.see(now);
    if (this.reported || this.rating(now) !== "red" || now < this.ends()) return;
    this.pause(now);
    this.counted = [];
  }

  /** The platform rated it. What is better than red ends a pause that would end by itself. */
  rated(rating: Rating, now: number): void {
    this.reported = rating;
    this.see(now);
    if (rating !== "red") this.pausedUntil = BEFORE;
    else if (now >= this.ends()) this.pause(now);
  }

  see(now: number): void {
    this.lowSince = this.rating(now) === "green" ? undefined : (this.lowSince ?? now);
  }

  /** For 3 hours, then 6, then until a person resumes it; from the beginning after a window without a pause. */
  pause(now: number): void {
    const last = this.pauses.at(-1);
    if (last !== undefined && now - last > RULES.window) this.pauses = [];
    const length = LADDER[this.pauses.length];
    if (length === undefined) this.byPerson = true;
    else this.pausedUntil = now + length;
    this.pauses.push(now);
  }
}
