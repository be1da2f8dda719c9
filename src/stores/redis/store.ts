import type { Clearance, Inquiry } from "../../model/outbound.ts";
import type { Cancelled, Store } from "../store.ts";
import { RedisAgents } from "./agents.ts";
import { Bulletins } from "./bulletins.ts";
import { RedisClaims } from "./claims.ts";
import { RedisConsent } from "./consent.ts";
import { RedisLine } from "./line.ts";
import { RedisOutbound } from "./outbound.ts";
import { cancelledFrom, inquiryFrom, parsed } from "./reply.ts";
import { listInquiries, reopen, withdraw } from "./scripts/gate.ts";
import type { Connection, Reply } from "./server/connection.ts";
import { RedisSettings } from "./settings.ts";
import { Steps } from "./steps.ts";
import { RedisTallies } from "./tallies.ts";
import { RedisTickets } from "./tickets.ts";
import { clearanceWords, optional } from "./words.ts";

/** The port over Redis: the parts put together. */
export function storeOn(connection: Connection): Store {
  const steps = new Steps(connection);
  const tickets = new RedisTickets(steps);
  const claims = new RedisClaims(steps);
  const line = new RedisLine(steps);
  const settings = new RedisSettings(connection, steps);
  const bulletins = new Bulletins(connection);
  let centers = 0;
  return {
    shared: true,
    consent: new RedisConsent(connection),
    outbound: new RedisOutbound(connection),
    agents: new RedisAgents(steps),
    tallies: new RedisTallies(connection),

    async open(setup) {
      const clock = await steps.open(setup);
      centers += 1;
      return clock;
    },
    async close() {
      centers -= 1;
      if (centers <= 0) bulletins.close();
    },

    channels: () => settings.channels(),
    setChannel: (id, change) => settings.setChannel(id, change),
    rules: () => settings.rules(),
    setRules: (rules) => settings.setRules(rules),
    rescore: (version, score, limit) => settings.rescore(version, score, limit),

    enqueue: (entry, clearance) => tickets.enqueue(entry, clearance),
    update: (id, change, clearance) => tickets.update(id, change, clearance),
    cancel: (id) => tickets.cancel(id),
    forget: (contact) => tickets.forget(contact),
    purge: (before, limit) => tickets.purge(before, limit),

    claimNext: (agent, token, clearance) => claims.claimNext(agent, token, clearance),
    claimTicket: (id, agent, token, clearance) => claims.claimTicket(id, agent, token, clearance),
    offer: (proposal, clearance) => claims.offer(proposal, clearance),
    accept: (token) => claims.accept(token),
    claim: (token) => claims.claim(token),
    claims: (filter) => claims.claims(filter),
    settle: (token, settlement, clearance) => claims.settle(token, settlement, clearance),

    inquiries: (contact) => inquiries(steps, contact),
    withdraw: (clearance) => withdrawn(steps, clearance),
    async reopen(channel, contact) {
      await steps.run(reopen, channel, optional(contact));
    },

    ticket: (id) => tickets.ticket(id),
    ticketsOf: (contact) => tickets.ticketsOf(contact),
    peek: (count, agent) => line.peek(count, agent),
    peekHeld: (count) => line.peekHeld(count),
    position: (id) => line.position(id),
    counts: () => line.counts(),
    lanes: (depth) => line.lanes(depth),
    assignment: (id) => claims.assignment(id),
    refusedBy: (id) => claims.refusedBy(id),
    agenda: () => line.agenda(),

    broadcast: (message) => bulletins.broadcast(message),
    listen: (hear) => bulletins.listen(hear),
  };
}

async function inquiries(steps: Steps, contact: string): Promise<readonly Inquiry[]> {
  return ((await steps.run(listInquiries, contact)) as readonly Reply[]).map((reply) => inquiryFrom(parsed(reply)));
}

async function withdrawn(steps: Steps, clearance: Clearance): Promise<Cancelled | undefined> {
  return cancelledFrom(await steps.run(withdraw, clearance.id, clearanceWords(clearance)));
}
