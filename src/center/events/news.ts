import { type Awaitable, isPromise, recovered } from "../../model/awaitable.ts";
import type { Emitter } from "../../model/emitter.ts";
import type { Store } from "../../stores/store.ts";
import { bulletinIn } from "./bulletin.ts";
import type { CenterEvents, Elsewhere } from "./events.ts";

/** PostgreSQL carries at most 8,000 bytes in a notification, and a UTF-16 code unit takes up to three of them. */
const LONGEST_BULLETIN = 2_400;

/**
 * Tells the listeners of this center what it has done, and the other centers over the same data that it has. What goes to
 * the others is gathered while an earlier bulletin is under way.
 */
export class News {
  /** How every bulletin of this center begins: its own are known without being read. */
  readonly #beginning = `{"from":${JSON.stringify(globalThis.crypto.randomUUID())},"news":[`;
  #untold: string[] = [];
  #sending = false;
  #sent: Awaitable<void> = undefined;
  #end = () => {};

  constructor(
    private readonly store: Pick<Store, "broadcast" | "listen" | "listeners">,
    private readonly events: Emitter<CenterEvents>,
  ) {}

  /** @param changed called when another center has changed something. */
  async listen(changed: () => void): Promise<void> {
    this.#end = await this.store.listen((message) => {
      if (message.startsWith(this.#beginning)) return;
      const bulletin = bulletinIn(message);
      if (bulletin === undefined) return;
      for (const one of bulletin.news) this.events.emit("elsewhere", one);
      changed();
    });
  }

  /** Resolved when the others have been told. */
  async close(): Promise<void> {
    this.#end();
    await this.#sent;
  }

  /** Tells the listeners of this center alone: of what every center finds by itself. */
  emit<Name extends keyof CenterEvents>(event: Name, told: CenterEvents[Name]): void {
    this.events.emit(event, told);
  }

  tell<Name extends keyof CenterEvents>(event: Name, told: CenterEvents[Name]): void {
    if (this.store.listeners !== 1) {
      const { ticket, agent } = told as { ticket?: { id: string }; agent?: string };
      this.#untold.push(JSON.stringify({ event, ticket: ticket?.id, agent } satisfies Elsewhere));
    }
    // What a listener does at once is gathered after this.
    this.events.emit(event, told);
    if (this.#untold.length > 0 && !this.#sending) this.#sent = this.#send();
  }

  #send(): Awaitable<void> {
    this.#sending = true;
    while (this.#untold.length > 0) {
      const sent = this.#broadcast(this.#bulletin());
      if (isPromise(sent)) return this.#goOn(sent);
    }
    this.#sending = false;
  }

  async #goOn(sending: PromiseLike<void>): Promise<void> {
    await sending;
    while (this.#untold.length > 0) await this.#broadcast(this.#bulletin());
    this.#sending = false;
  }

  /** Its failure is told of, and keeps nothing else from being told. */
  #broadcast(bulletin: string): Awaitable<void> {
    return recovered(
      () => this.store.broadcast(bulletin),
      (error) => this.events.emit("error", { error }),
    );
  }

  /** As many as one bulletin takes; one too long for any is told without its names. */
  #bulletin(): string {
    let length = this.#beginning.length + END.length;
    let count = 0;
    for (const one of this.#untold) {
      length += one.length + 1;
      if (count > 0 && length > LONGEST_BULLETIN) break;
      count += 1;
    }
    const news = count === this.#untold.length ? this.#untold : this.#untold.slice(0, count);
    this.#untold = this.#untold.slice(count);
    return this.#beginning + news.join(",") + END;
  }
}

const END = "]}";
