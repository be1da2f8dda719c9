import { NaiveLedger } from "./naive-ledger.ts";
import { NaiveLine } from "./naive-line.ts";
import { NaiveSender } from "./naive-sender.ts";
import {
  type Answer,
  type Ask,
  BEFORE,
  DAY,
  isOpen,
  LISTED,
  type Message,
  NEVER,
  opening,
  type Rating,
  RULES,
  SECOND,
  WESTERNER,
} from "./rules.ts";

/**
 * The outbound gate as DESIGN §7 and docs/outbound.md state it, from the list of all that was ever told: nothing is indexed,
 * and nothing kept that can be counted anew. WhatsApp has the whole of a policy, voice its hours alone.
 */
export class NaiveGate {
  now = 0;
  outbound = true;
  readonly ledger = new NaiveLedger();
  readonly line = new NaiveLine(this);
  messages: Message[] = [];
  places: { contact: string; at: number; delivered: boolean }[] = [];
  wishes: { contact: string; wants: "stopped" | "resumed"; at: number }[] = [];
  notBefore: { contact: string; until: number }[] = [];
  senders = new Map<string | undefined, NaiveSender>();

  sender(template?: string): NaiveSender {
    if (!this.senders.has(template)) this.senders.set(template, new NaiveSender());
    return this.senders.get(template)!;
  }

  answer(ask: Ask, t: number): Answer {
    const { contact, channel, purpose, address, template } = ask;
    const never = this.ledger.refusals(ask, t);
    if (channel === "webchat" || (channel === "whatsapp" && !this.outbound)) never.push("inbound-only");
    if (address === LISTED) never.push("do-not-call");
    const waits: [reason: string, until: number][] = [];
    if (channel === "whatsapp") {
      const wish = this.wishes
        .filter((each) => each.contact === contact)
        .sort((a, b) => a.at - b.at)
        .at(-1);
      if (wish?.wants === "stopped" && purpose !== "billing") never.push("stopped");
      const pair = [
        ...this.messages
          .filter((m) => m.kind === "delivered" && m.contact === contact)
          .map(({ at }) => at + 6 * SECOND),
        ...this.notBefore.filter((each) => each.contact === contact).map(({ until }) => until),
      ];
      waits.push(["pair-rate", Math.max(BEFORE, ...pair)]);
      waits.push(["quality", this.sender().ends()]);
      if (template) waits.push(["template", this.sender(template).ends()]);
      waits.push(["volume", this.roomAt(contact, t)]);
    }
    const pending = waits.filter(([, until]) => t < until);
    const west = contact === WESTERNER;
    const timed = channel === "whatsapp" || channel === "voice";
    const reasons = [...never, ...pending.map(([reason]) => reason), ...(timed && !isOpen(t, west) ? ["hours"] : [])];
    const until = Math.max(t, ...pending.map(([, end]) => end));
    const retryAt = timed ? opening(until, west) : until;
    const helps = never.length === 0 && reasons.length > 0 && retryAt !== NEVER;
    return { reasons, final: never.length > 0, retryAt: helps ? retryAt : undefined };
  }

  /** Whether the contact's own message opened the service window, at a moment. */
  served(contact: string, t: number): boolean {
    return this.messages.some((m) => m.kind === "received" && m.contact === contact && m.at <= t && t < m.at + DAY);
  }

  /** Since when the last of the contact's service windows is open, by what was told in this order: none before it is kept. */
  openSince(contact: string): number {
    let [since, last] = [NEVER, BEFORE];
    for (const { at } of this.messages.filter((m) => m.kind === "received" && m.contact === contact)) {
      if (at > last + DAY) since = at;
      else if (at + DAY >= since) since = Math.min(since, at);
      last = Math.max(last, at);
    }
    return since;
  }

  /** Who was reached, and when they leave the moving 24 hours. */
  reached(): Map<string, number> {
    const leave = new Map<string, number>();
    for (const { contact, at } of this.places)
      if (this.now < at + DAY) leave.set(contact, Math.max(at + DAY, leave.get(contact) ?? 0));
    return leave;
  }

  limit(t: number): number {
    const { limit } = this.sender();
    return !this.sender().cut(t, this.now) ? limit : limit === NEVER ? 100_000 : Math.floor(limit / 2);
  }

  /** Since when there is room for the contact in the volume; never, where nobody leaves who is in the way. */
  roomAt(contact: string, t: number): number {
    const [reached, limit] = [this.reached(), this.limit(t)];
    if (this.served(contact, t) || reached.has(contact) || reached.size < limit) return BEFORE;
    return [...reached.values()].sort((a, b) => a - b)[reached.size - limit] ?? NEVER;
  }

  /** How many were reached, where nobody else is to be for now. */
  inTheWay(): number {
    const { size } = this.reached();
    return size < this.limit(this.now) ? 0 : size;
  }

  authorize(ask: Ask): Answer {
    const answer = this.answer(ask, this.now);
    const counts = answer.reasons.length === 0 && ask.channel === "whatsapp" && !this.served(ask.contact, this.now);
    if (counts) this.places.push({ contact: ask.contact, at: this.now, delivered: false });
    return answer;
  }

  // What is told.

  told(message: Message): void {
    const { kind, contact, template, at, text, code } = message;
    const isKnown = (m: Message) => m.kind === kind && m.id === message.id && this.now - RULES.window < m.at;
    const again = this.messages.some(isKnown);
    const before = this.inTheWay();
    if (!again) this.messages.push(message);
    // What comes late is judged by the window that the contact opened last, as far as that is known.
    const served = at >= this.openSince(contact) && this.served(contact, at);
    if (!again && (kind === "failed" || (kind === "delivered" && served)))
      this.places = this.places.filter((place) => place.delivered || place.contact !== contact);
    if (!again && kind === "delivered" && !served) this.places.push({ contact, at, delivered: true });
    const optOut = text === "SAIR";
    if (!again && (optOut || ["delivered", "blocked", "reported"].includes(kind)))
      for (const sender of template ? [this.sender(), this.sender(template)] : [this.sender()]) {
        sender.counted.push({ kind, at });
        sender.judge(this.now);
      }
    if ((kind === "failed" || kind === "delivered") && this.inTheWay() < before) this.line.reopen("whatsapp");
    if (code === 131_056) this.notBefore.push({ contact, until: at + 6 * SECOND });
    if (code === 131_049) this.notBefore.push({ contact, until: at + DAY });
    if (code === 132_015 && template) this.platform(template, at, "paused");
    if (optOut) this.ledger.deeds.push({ kind: "revocation", contact, channels: ["whatsapp"], at });
    if (kind === "received") this.line.reopen("whatsapp", contact);
    if (code === 131_050) this.wishes.push({ contact, wants: "stopped", at });
    if (optOut || code === 131_050) this.line.withdraw(contact);
  }

  rated(rating: Rating, template?: string): void {
    this.sender(template).rated(rating, this.now);
    this.line.reopen("whatsapp");
  }

  /** Of the platform's pauses and their ends the latest stands; an end that it named is not lost where none is named. */
  platform(template: string, at: number, status: "paused" | "active", until?: number): void {
    const sender = this.sender(template);
    if (sender.platform.at <= at) {
      const named = this.now < sender.platform.until ? sender.platform.until : NEVER;
      sender.platform = { at, until: status === "active" ? BEFORE : (until ?? named) };
      if (status === "active") sender.pausedUntil = BEFORE;
    }
    this.line.reopen("whatsapp");
  }

  resume(template?: string): void {
    const sender = this.sender(template);
    sender.byPerson = false;
    sender.pausedUntil = BEFORE;
    this.line.reopen("whatsapp");
  }

  erase(contact: string): void {
    this.ledger.erase(contact, this.now);
    this.messages = this.messages.filter((message) => message.contact !== contact);
    this.wishes = this.wishes.filter((wish) => wish.contact !== contact);
    this.notBefore = this.notBefore.filter((each) => each.contact !== contact);
    this.line.tickets = this.line.tickets.filter(({ ask }) => ask.contact !== contact);
    // Whoever they were, they were reached.
    this.places = this.places.map((place) =>
      place.contact === contact ? { ...place, contact: `once ${contact}, until ${this.now}`, delivered: true } : place,
    );
  }
}
