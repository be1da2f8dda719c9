import { profile } from "./roles.ts";

/** Follows the claims through the server's log, and says of each moment at which a ticket was held twice, or an agent had more than they can. */
export class ClaimAudit {
  readonly problems: string[] = [];
  claims = 0;
  readonly #held = new Map<string, { agent: string; ticket: string }>();

  constructor(
    private readonly prefix: string,
    private readonly channelOf: (ticket: string) => string,
  ) {}

  follow([command, key, token = "", claim = ""]: readonly string[]): void {
    if (key !== `{${this.prefix}}:claims`) return;
    if (command === "HDEL") this.#held.delete(token);
    if (command !== "HSET") return;
    this.claims += 1;
    const length = Number(claim.slice(16, 19));
    const [agent, ticket] = [claim.slice(19, 19 + length), claim.slice(19 + length)];
    const others = [...this.#held.values()];
    if (others.some((other) => other.ticket === ticket)) this.problems.push(`${ticket} was held twice`);
    const theirs = [ticket, ...others.filter((other) => other.agent === agent).map((other) => other.ticket)];
    const { total, byChannel } = profile.capacity;
    if (theirs.length > total) this.problems.push(`${agent} had ${theirs}`);
    const messages = theirs.filter((one) => this.channelOf(one) === "sms");
    if (messages.length > byChannel.sms) this.problems.push(`${agent} had ${messages} of one channel`);
    this.#held.set(token, { agent, ticket });
  }
}
