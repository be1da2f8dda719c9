import type { ErasureInput } from "../../consent/input/inputs.ts";
import { ConsentLedger } from "../../consent/ledger.ts";
import type { ConsentLedgerOptions } from "../../consent/options.ts";
import type { ErasureReceipt } from "../../consent/records/receipts.ts";
import type { Clock } from "../../model/clock.ts";
import { Gate } from "../../outbound/gate.ts";
import { Outbound } from "../../outbound/outbound.ts";
import type { Store } from "../../stores/store.ts";
import type { Access } from "../access.ts";
import type { News } from "../events/news.ts";
import type { CenterOptions } from "../options.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { Gatekeeper } from "./gatekeeper.ts";

/** What a center that is closed refuses. `ask` is the gate's, which may have to end what was under way. */
const ASKED = [
  ...(["definePurpose", "grant", "revoke", "resume", "inform", "erase", "purge"] as const),
  ...(["check", "history", "checkpoint", "verify", "proof"] as const),
];

/** A ledger that is open as long as its center, and whose erasure is over when nothing else is held of the person either. */
class CenterLedger extends ConsentLedger {
  /** Those of whom the store has not yet forgotten all. */
  readonly #left = new Set<string>();

  constructor(
    options: ConsentLedgerOptions,
    private readonly forget: (contact: string) => Promise<void>,
    { reading }: Access,
  ) {
    super(options);
    this.on("erasure", ({ contact }) => forget(contact).catch(() => void this.#left.add(contact)));
    for (const name of ASKED) {
      const asked: (...given: never[]) => Promise<unknown> = this[name];
      Object.assign(this, { [name]: (...given: never[]) => reading(() => asked.apply(this, given)) });
    }
  }

  override async erase(input: ErasureInput): Promise<ErasureReceipt> {
    const receipt = await super.erase(input);
    if (this.#left.delete(input.contact)) await this.forget(input.contact);
    return receipt;
  }
}

/** Puts ledger, gate and line together: a revocation withdraws tickets, an erasure reaches everything that is held. */
export function openOutbound(
  store: Store,
  clock: Clock,
  { consent, outbound = {} }: CenterOptions,
  news: News,
  timekeeper: Timekeeper,
  access: Access,
) {
  const forget = (contact: string): Promise<void> => gatekeeper.erase(contact);
  const ledger = new CenterLedger({ ...consent, store: store.consent, clock }, forget, access);
  const gate = new Gate(store.outbound, ledger, clock, outbound);
  const gatekeeper = new Gatekeeper(store, gate, news, timekeeper, access);
  // What is not withdrawn now is refused when it is claimed.
  const failed = (error: unknown) => news.emit("error", { error });
  ledger.on("revocation", ({ contact }) => gatekeeper.withdraw(contact).catch(failed));
  return { ledger, gatekeeper, outbound: new Outbound(store.outbound, gate, gatekeeper, ledger, outbound.words) };
}
