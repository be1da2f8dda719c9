import { unknownChannel } from "../../channels/known.ts";
import type { ErasureInput, RevocationInput } from "../../consent/input/inputs.ts";
import { parseRevocation } from "../../consent/input/parse.ts";
import { ConsentLedger } from "../../consent/ledger.ts";
import type { ConsentLedgerOptions } from "../../consent/options.ts";
import type { ErasureReceipt, Receipt } from "../../consent/records/receipts.ts";
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
const OF_THE_LEDGER = [
  ...(["definePurpose", "grant", "revoke", "resume", "inform", "erase", "purge"] as const),
  ...(["check", "history", "checkpoint", "verify", "proof"] as const),
];
/** With members that are asked for as long as the center is open, which waits for them before it closes. */
function whileOpen<Room extends object>(room: Room, names: readonly string[], { reading }: Access): Room {
  for (const name of names) {
    const asked = room[name as keyof Room] as (...given: never[]) => Promise<unknown>;
    Object.assign(room, { [name]: (...given: never[]) => reading(() => asked.apply(room, given)) });
  }
  return room;
}

/** A ledger that is open as long as its center, and whose erasure is over when nothing else is held of the person either. */
class CenterLedger extends ConsentLedger {
  /** Those of whom the store has not yet forgotten all. */
  readonly #left = new Set<string>();

  constructor(
    options: ConsentLedgerOptions,
    private readonly channels: Store["channels"],
    private readonly forget: (contact: string) => Promise<void>,
    access: Access,
  ) {
    super(options);
    this.on("erasure", ({ contact }) => forget(contact).catch(() => void this.#left.add(contact)));
    whileOpen(this as ConsentLedger, OF_THE_LEDGER, access);
  }

  /** One of a channel that neither the center nor a record of the contact names would be lost. */
  override async revoke(input: RevocationInput): Promise<Receipt> {
    const { contact, channels = "any" } = parseRevocation(input);
    if (channels !== "any") {
      const known: unknown[] = (await this.channels()).map(({ id }) => id);
      for (const entry of await super.history(contact)) if ("channels" in entry) known.push(entry.channels);
      for (const channel of channels) if (!known.flat().includes(channel)) throw unknownChannel(channel);
    }
    return super.revoke(input);
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
  const ledger = new CenterLedger({ ...consent, store: store.consent, clock }, () => store.channels(), forget, access);
  const gate = new Gate(store.outbound, ledger, clock, outbound);
  const gatekeeper = new Gatekeeper(store, gate, news, timekeeper);
  // What is not withdrawn now is refused when it is claimed.
  const failed = (error: unknown) => news.emit("error", { error });
  ledger.on("revocation", ({ contact }) => gatekeeper.withdraw(contact).catch(failed));
  const told = new Outbound(store.outbound, gate, gatekeeper, ledger, outbound.words);
  const everyMember = Object.getOwnPropertyNames(Outbound.prototype).slice(1);
  return { ledger, gatekeeper, outbound: whileOpen(told, everyMember, access) };
}
