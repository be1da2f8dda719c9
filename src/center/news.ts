import type { Emitter } from "../model/emitter.ts";
import type { Store } from "../stores/store.ts";
import { type Bulletin, bulletinIn } from "./bulletin.ts";
import type { CenterEvents, Elsewhere } from "./events.ts";

/** PostgreSQL carries at most 8,000 bytes in a notification, and a UTF-16 code unit takes up to three of them. */
const LONGEST_BULLETIN = 2_400;

/**
 * Tells the listeners of this center what it has done, and the other centers over the same data that it has. What goes to
 * the others is gathered while an earlier bulletin is under way.
 */
export class News {
  readonly #id = globalThis.crypto.randomUUID();
  #untold: Elsewhere[] = [];
  #sending = false;
  #end = () => {};

  constructor(
    private readonly store: Pick<Store, "broadcast" | "listen">,
    private readonly events: Emitter<CenterEvents>,
  ) {}

  /** @param changed called when another center has changed something. */
  async listen(changed: () => void): Promise<void> {
    this.#end = await this.store.listen((message) => {
      const bulletin = bulletinIn(message);
      if (bulletin === undefined || bulletin.from === this.#id) return;
      for (const one of bulletin.news) this.events.emit("elsewhere", one);
      changed();
    });
  }

  close(): void {
    this.#untold = [];
    this.#end();
  }

  /** Tells the listeners of this center alone: of what every center finds by itself. */
  emit<Name extends keyof CenterEvents>(event: Name, told: CenterEvents[Name]): void {
    this.events.emit(event, told);
  }

  tell<Name extends keyof CenterEvents>(event: Name, told: CenterEvents[Name]): void {
    this.events.emit(event, told);
    const { ticket, agent } = told as { ticket?: { id: string }; agent?: string };
    this.#untold.push({ event, ticket: ticket?.id, agent });
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#untold.length > 0) {
      try {
        await this.store.broadcast(this.#bulletin());
      } catch (error) {
        this.events.emit("error", { error });
      }
    }
    this.#sending = false;
  }

  /** As many as one bulletin takes; one too long for any is told without its names. */
  #bulletin(): string {
    const news: Elsewhere[] = [];
    let length = 100;
    for (const one of this.#untold) {
      length += JSON.stringify(one).length + 1;
      if (news.length > 0 && length > LONGEST_BULLETIN) break;
      news.push(one);
    }
    this.#untold = this.#untold.slice(news.length);
    return JSON.stringify({ from: this.#id, news } satisfies Bulletin);
  }
}
