import type { Center } from "proximo";
import type { NaiveGate } from "./naive-gate.ts";
import { type Message, START } from "./rules.ts";
import type { Step } from "./steps.ts";

const channel = "whatsapp";
const notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR" };
const act = { statement: "Quero", act: "checkbox", evidence: { form: "7" } } as const;

/** What is told of contacts, messages and the platform: to both. */
export class Told {
  #messages = 0;

  static async open(center: Center, naive: NaiveGate): Promise<Told> {
    const told = new Told(center, naive);
    await told.#define("offers", "consent");
    await told.#define("news", "legitimate-interest");
    await told.#define("billing", "contract");
    return told;
  }

  private constructor(
    private readonly center: Center,
    private readonly naive: NaiveGate,
  ) {}

  async tell(
    step: Exclude<Step, { kind: "authorize" | "enqueue" | "next" | "take" | "release" | "complete" | "move" }>,
  ) {
    const { center, naive } = this;
    const { consent, outbound } = center;
    const { now } = naive;
    switch (step.kind) {
      case "grant": {
        const { contact, channels, lasts, ago } = step;
        const address = channels?.includes(channel) === false ? undefined : step.address;
        const at = Math.max(START, now - ago);
        const until = lasts === undefined ? undefined : at + lasts;
        const addresses = address === undefined ? undefined : { whatsapp: address };
        const given = { contact, purposes: ["offers"], channels: channels ?? ("any" as const), addresses, until, at };
        await consent.grant({ ...given, controller: "Acme", ...act });
        naive.ledger.deeds.push({
          kind: "grant",
          contact,
          purposes: ["offers"],
          channels,
          address,
          until,
          at,
          notice: naive.ledger.noticeAt(at),
        });
        return;
      }
      case "revoke": {
        const { contact, purposes, channels, ago } = step;
        const at = now - ago;
        await consent.revoke({ contact, purposes, channels, at });
        naive.ledger.deeds.push({ kind: "revocation", contact, purposes, channels, at });
        naive.line.withdraw(contact);
        return;
      }
      case "resumption": {
        const { contact, purposes, channels } = step;
        await consent.resume({ contact, purposes, channels, act: "form", evidence: { form: "8" } });
        naive.ledger.deeds.push({ kind: "resumption", contact, purposes, channels, at: now });
        return;
      }
      case "redefine":
        naive.ledger.notices.push({ since: now });
        await this.#define("offers", "consent");
        return;
      case "inform":
        await consent.inform({ contact: step.contact, purposes: ["offers"] });
        naive.ledger.informed.push({ contact: step.contact, at: now, notice: naive.ledger.notice });
        return;
      case "message": {
        const { what: kind, contact, template, ago, text, code } = step;
        const message: Message = { kind, contact, template, at: now - ago, id: `wamid.${this.#messages++}` };
        await this.#message(
          kind === "received" ? { ...message, text } : kind === "failed" ? { ...message, code } : message,
        );
        return;
      }
      case "again": {
        const message = naive.messages[step.which % naive.messages.length];
        if (message !== undefined) await this.#message(message);
        return;
      }
      case "marketing": {
        const { contact, wants, ago } = step;
        const at = now - ago;
        naive.wishes.push({ contact, wants, at });
        await outbound.report({ kind: "marketing", channel, contact, wants, at });
        return wants === "stopped" ? naive.line.withdraw(contact) : naive.line.reopen(channel, contact);
      }
      case "quality":
        await outbound.report({ kind: "quality", channel, template: step.template, rating: step.rating });
        return naive.rated(step.rating, step.template);
      case "limit":
        await outbound.report({ kind: "limit", channel, limit: step.limit });
        naive.sender().limit = step.limit === "unlimited" ? Number.POSITIVE_INFINITY : step.limit;
        return naive.line.reopen(channel);
      case "template": {
        const { template, status, lasts, ago } = step;
        const at = now - ago;
        const until = lasts === undefined || status === "active" ? undefined : now + lasts;
        await outbound.report({ kind: "template", channel, template, status, until, at });
        return naive.platform(template, at, status, until);
      }
      case "resume":
        await outbound.resume({ channel, template: step.template });
        return naive.resume(step.template);
      case "close":
        await center.channels.set(channel, { outbound: step.outbound });
        naive.outbound = step.outbound;
        return;
      case "erase":
        await consent.erase({ contact: step.contact, reason: "art. 18 VI" });
        return naive.erase(step.contact);
    }
  }

  #define(id: string, basis: "consent" | "legitimate-interest" | "contract") {
    const text = `What we do, told for the ${this.naive.ledger.notice}. time.`;
    return this.center.consent.definePurpose({ id, description: `About ${id}`, basis, notice: { ...notice, text } });
  }

  async #message(message: Message): Promise<void> {
    const { kind, code, text, ...told } = message;
    const { outbound } = this.center;
    if (kind === "failed") await outbound.failed({ channel, ...told, code: code ?? 131_026 });
    else if (kind === "received") await outbound.received({ channel, ...told, text });
    else await outbound[kind]({ channel, ...told });
    this.naive.told(message);
  }
}
