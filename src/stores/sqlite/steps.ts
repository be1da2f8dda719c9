import type { AgentStore } from "../port/agent-store.ts";
import type { ConsentStore } from "../port/consent-store.ts";
import type { OutboundStore } from "../port/outbound-store.ts";
import type { TallyStore } from "../port/tally-store.ts";
import type { Agents } from "./agents/agents.ts";
import type { SqliteConsent } from "./consent.ts";
import type { Transactions } from "./database/transactions.ts";
import type { SqliteOutbound } from "./outbound/outbound.ts";
import type { Tallies } from "./tallies.ts";

/** The sides of the port that are apart from the line: every member is a step of the next transaction. */
export function consentSteps(transactions: Transactions, consent: SqliteConsent): ConsentStore {
  return {
    head: () => transactions.run(() => consent.head()),
    append: (addition) => transactions.run(() => consent.append(addition)),
    file: (contact) => transactions.run(() => consent.file(contact)),
    links: (from, limit) => transactions.run(() => consent.links(from, limit)),
    parts: (from, limit) => transactions.run(() => consent.parts(from, limit)),
    lapsed: (now, limit) => transactions.run(() => consent.lapsed(now, limit)),
    suppressedSince: (hashes) => transactions.run(() => consent.suppressedSince(hashes)),
  };
}

export function outboundSteps(transactions: Transactions, outbound: SqliteOutbound): OutboundStore {
  return {
    standing: (contact, sender, windows) => transactions.run(() => outbound.standing(contact, sender, windows)),
    freeAt: (channel, limit, windows) => transactions.run(() => outbound.freeAt(channel, limit, windows)),
    record: (decision, reservation) => transactions.run(() => outbound.record(decision, reservation)),
    decisions: (filter) => transactions.run(() => outbound.decisions(filter)),
    happened: (occurrence, serviceWindow, windows, judge) =>
      transactions.run(() => outbound.happened(occurrence, serviceWindow, windows, judge)),
    change: (sender, change) => transactions.run(() => outbound.change(sender, change)),
    setWish: (contact, channel, wants, at) => transactions.run(() => outbound.setWish(contact, channel, wants, at)),
    setQuestion: (contact, channel, question) =>
      transactions.run(() => outbound.setQuestion(contact, channel, question)),
    takeQuestion: (contact, channel) => transactions.run(() => outbound.takeQuestion(contact, channel)),
    erase: (contact) => transactions.run(() => outbound.erase(contact)),
    purge: (before) => transactions.run(() => outbound.purge(before)),
  };
}

export function agentSteps(transactions: Transactions, agents: Agents): AgentStore {
  return {
    list: (filter) => transactions.run(() => agents.list(filter)),
    get: (id) => transactions.run(() => agents.get(id)),
    set: (id, change) => transactions.run(() => agents.set(id, change)),
    remove: (id) => transactions.run(() => agents.remove(id)),
    heartbeat: (id) => transactions.run(() => agents.heartbeat(id)),
    ready: (id) => transactions.run(() => agents.ready(id)),
  };
}

export function tallySteps(transactions: Transactions, tallies: Tallies): TallyStore {
  return {
    add: (some) => transactions.run(() => tallies.add(some)),
    sums: (from, to) => transactions.run(() => tallies.sums(from, to)),
    drop: (before) => transactions.run(() => tallies.drop(before)),
  };
}
