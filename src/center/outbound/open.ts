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
const OF_THE_GATE = [
  ...(["authorize", "delivered", "received", "asked", "blocked", "reported", "failed"] as const),
  ...(["report", "resume", "decisions", "purge"] as const),
];

/** With members that are asked for as long as the center is open, which waits for them before it closes. */
function whileOpen<Room extends object>(room: Room, names: readonly (keyof Room)[], { reading }: Access): Room {
  for (const name of names) {
    const asked = room[name] as (...given: never[]) => Promise<unknown>;
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
  ) {
    super(options);
    this.on("erasure", ({ contact }) => forget(contact).catch(() => void this.#left.add(contact)));
  }

  /** One of a channel that neither the center nor a record of the contact names would be lost. */
  override async revoke(input: RevocationInput): Promise<Receipt> {
    const { contact, channels = "any" } = parseRevocation(input);
    if (channels !== "any") await this.#expectKnown(channels, contact);
    return super.revoke(input);
  }

  async #expectKnown(channels: readonly string[], contact: string): Promise<void> {
    const registered = new Set((await this.channels()).map(({ id }) => id));
    const strange = channels.filter((channel) => !registered.has(channel));
    if (strange.length === 0) return;
    const recorded = new Set(
      (await super.history(contact)).flatMap((entry) => ("channels" in entry && entry.channels) || []),
    );
    const unknown = strange.find((channel) => !recorded.has(channel));
    if (unknown !== undefined) throw unknownChannel(unknown);
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
  { consent, outbound = {} }: Pick<CenterOptions, "consent" | "outbound">,
  news: News,
  timekeeper: Timekeeper,
  access: Access,
) {
  const forget = (contact: string): Promise<void> => gatekeeper.erase(contact);
  const ledger = new CenterLedger({ ...consent, store: store.consent, clock }, () => store.channels(), forget);
  const gate = new Gate(store.outbound, ledger, clock, outbound);
  const gatekeeper = new Gatekeeper(store, gate, news, timekeeper);
  // What is not withdrawn now is refused when it is claimed.
  const failed = (error: unknown) => news.emit("error", { error });
  ledger.on("revocation", ({ contact }) => gatekeeper.withdraw(contact).catch(failed));
  // A step within what is under way is taken though the center is being closed.
  const [ask, grant, revoke] = [ledger.ask.bind(ledger), ledger.grant.bind(ledger), ledger.revoke.bind(ledger)];
  const told = new Outbound(store.outbound, gate, gatekeeper, { ask, grant, revoke }, outbound.words);
  return {
    gatekeeper,
    ledger: whileOpen<ConsentLedger>(ledger, OF_THE_LEDGER, access),
    outbound: whileOpen(told, OF_THE_GATE, access),
  };
}
