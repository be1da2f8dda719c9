import type { ServerResponse } from "node:http";
import type { CenterEvents } from "proximo";
import type { Room } from "../room.ts";
import { type View, viewOf } from "./snapshot.ts";

const EVENTS = [
  ...["enqueued", "promoted", "claimed", "released", "updated", "completed", "cancelled", "held", "erased"],
  ...["urgency", "channel", "rescored", "purged"],
] as (keyof CenterEvents)[];

/** The open pages: each is sent the whole picture whenever anything has changed, as server-sent events. */
export class Live {
  readonly #pages = new Map<ServerResponse, string | undefined>();
  /** Those who had not taken one picture when the next was drawn: they are sent the latest once they have. */
  readonly #behind = new WeakSet<ServerResponse>();
  #drawing = false;
  #changed = false;
  /** The number of the last: from the clock on, so that a console that is started again goes on above. */
  #picture: number;

  constructor(
    private readonly room: Room,
    private readonly failed: (error: unknown) => void,
  ) {
    this.#picture = room.clock.now();
    for (const event of EVENTS) room.center.on(event, () => this.changed());
  }

  /** @param agent whose ticket in hand is to be shown as well. */
  open(response: ServerResponse, agent: string | undefined): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write("retry: 1000\n\n");
    this.#pages.set(response, agent);
    response.on("close", () => this.#pages.delete(response));
    response.on("drain", () => {
      if (this.#behind.delete(response)) this.changed();
    });
    this.changed();
  }

  /**
   * Many changes in a row are drawn once, and the last of them is never left out.
   *
   * @returns the number of the first picture that is drawn after this: what came before is to be seen in it.
   */
  changed(): number {
    const next = this.#picture + 1;
    this.#changed = true;
    if (!this.#drawing) this.#draw().catch(this.failed);
    return next;
  }

  close(): void {
    for (const page of this.#pages.keys()) page.end();
    this.#pages.clear();
  }

  async #draw(): Promise<void> {
    this.#drawing = true;
    try {
      while (this.#changed && this.#pages.size > 0) {
        this.#changed = false;
        this.#picture += 1;
        const view = await viewOf(this.room, this.#picture);
        for (const [page, agent] of this.#pages) {
          if (page.writableNeedDrain) this.#behind.add(page);
          else page.write(message(view, agent));
        }
      }
    } finally {
      this.#drawing = false;
    }
  }
}

function message({ snapshot, own }: View, agent: string | undefined): string {
  return `data: ${JSON.stringify(agent === undefined ? snapshot : { ...snapshot, ...own(agent) })}\n\n`;
}
