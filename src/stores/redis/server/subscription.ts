import type { Connection } from "./connection.ts";

/** Hears what is broadcast, on one connection for all who listen here; it is there while somebody does. */
export class Subscription {
  readonly #listeners = new Set<(message: string) => void>();
  #heard: Promise<() => void> | undefined;

  constructor(private readonly connection: Connection) {}

  /** @throws ProximoError `STORE_UNAVAILABLE` */
  async listen(hear: (message: string) => void): Promise<() => void> {
    const own = (message: string) => hear(message);
    this.#listeners.add(own);
    try {
      this.#heard ??= this.connection.subscribe((message) => this.#tell(message));
      await this.#heard;
    } catch (error) {
      this.#listeners.delete(own);
      this.#heard = undefined;
      throw error;
    }
    return () => {
      if (this.#listeners.delete(own) && this.#listeners.size === 0) void this.close();
    };
  }

  async close(): Promise<void> {
    const heard = this.#heard;
    this.#heard = undefined;
    this.#listeners.clear();
    const end = await heard?.catch(() => undefined);
    end?.();
  }

  #tell(message: string): void {
    for (const hear of this.#listeners) hear(message);
  }
}
