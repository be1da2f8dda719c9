import { ConsentLedger } from "../../consent/ledger.ts";
import type { Clock } from "../../model/clock.ts";
import { Gate } from "../../outbound/gate.ts";
import { Outbound } from "../../outbound/outbound.ts";
import type { Store } from "../../stores/store.ts";
import type { Access } from "../access.ts";
import type { Attendant } from "../attendant.ts";
import type { News } from "../news/news.ts";
import type { CenterOptions } from "../options.ts";
import { Gatekeeper } from "./gatekeeper.ts";

/** Puts ledger, gate and line together: a revocation withdraws tickets, an erasure reaches everything that is held. */
export function openOutbound(
  store: Store,
  clock: Clock,
  { consent, outbound = {} }: CenterOptions,
  news: News,
  attendant: Attendant,
  access: Access,
) {
  const ledger = new ConsentLedger({ ...consent, store: store.consent, clock });
  const gate = new Gate(store.outbound, ledger, clock, outbound);
  const gatekeeper = new Gatekeeper(store, gate, news, attendant, access);
  ledger.on("revocation", ({ contact }) => gatekeeper.withdraw(contact));
  ledger.on("erasure", ({ contact }) => gatekeeper.erase(contact));
  return { ledger, gatekeeper, outbound: new Outbound(store.outbound, gate, gatekeeper, ledger, outbound.words) };
}
