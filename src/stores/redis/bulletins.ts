import type { Connection } from "./server/connection.ts";

/** What centers tell each other, by PUBLISH on a channel with the store's prefix. */
export class Bulletins {
  readonly #ends = new Set<() => void>();

  constructor(private readonly connection: Connection) {}

  broadcast(message: string): Promise<void> {
    return this.connection.publish(message);
  }

  async listen(hear: (message: string) => void): Promise<() => void> {
    const stop = await this.connection.subscribe(hear);
    const end = () => {
      if (this.#ends.delete(end)) stop();
    };
    this.#ends.add(end);
    return end;
  }

  close(): void {
    for (const end of this.#ends) end();
  }
}
