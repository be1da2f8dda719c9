import { once } from "node:events";
import { connect, createServer, type Server as Listener, type Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import { freePort } from "./programs.ts";

const usualPorts: Record<string, string> = { "postgres:": "5432", "postgresql:": "5432", "redis:": "6379" };

/** Stands between a client and its server, and does to their connections what networks do. */
export interface TcpProxy {
  /** The server's URL, by way of the proxy. */
  readonly connectTo: string;
  /** Cuts every connection, at once. */
  cut(): void;
  /** Whether new connections are refused; those that there are stay. */
  refuse(refused: boolean): Promise<void>;
  /** From now on, each piece that the server says is passed on so many milliseconds later. */
  delay(ms: number): void;
  /**
   * Cuts one connection in the middle of a statement: the server has had the request and has answered, and the client does not
   * hear the answer. Resolves when that has happened.
   * @param request only after a request with this text, such as `COMMIT`; otherwise after whichever comes next.
   */
  cutOnNextReply(request?: string): Promise<void>;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
}

interface Trap {
  readonly request: string;
  readonly sprung: () => void;
}

interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  trap?: Trap | undefined;
}

/** @param server its URL. */
export async function openProxy(server: string): Promise<TcpProxy> {
  const target = new URL(server);
  const targetPort = Number(target.port || usualPorts[target.protocol]);
  const sockets = new Set<Socket>();
  const traps: Trap[] = [];
  let latency = 0;

  const requests = (link: Link) =>
    async function* (pieces: AsyncIterable<Buffer>) {
      let before = "";
      for await (const piece of pieces) {
        const said = before + piece.toString("latin1");
        // A request may come in pieces; but one that was complete before is not the next one.
        const isNext = ({ request }: Trap) =>
          said.slice(Math.max(0, before.length - request.length + 1)).includes(request);
        const next = traps.findIndex(isNext);
        if (link.trap === undefined && next >= 0) [link.trap] = traps.splice(next, 1);
        before = said.slice(-200);
        yield piece;
      }
    };

  const replies = (link: Link) =>
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        if (link.trap !== undefined) {
          link.client.destroy();
          link.upstream.destroy();
          return link.trap.sprung();
        }
        if (latency > 0) await setTimeout(latency, undefined, { ref: false });
        yield piece;
      }
    };

  function accept(client: Socket): void {
    const upstream = connect(targetPort, target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay());
      socket.once("close", () => sockets.delete(socket));
    }
    const link = { client, upstream };
    const cutOff = () => {}; // Whatever ends one of them ends the other, which is all that can be done.
    pipeline(client, requests(link), upstream).catch(cutOff);
    pipeline(upstream, replies(link), client).catch(cutOff);
  }

  const listen = async (port: number): Promise<Listener> => {
    const listener = createServer(accept).listen(port, "127.0.0.1");
    await once(listener, "listening");
    return listener;
  };
  const port = await freePort();
  let listener: Listener | undefined = await listen(port);
  const here = new URL(server);
  here.host = `127.0.0.1:${port}`;

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const refuse = async (refused: boolean) => {
    if (refused) {
      listener?.close();
      listener = undefined;
    } else {
      listener ??= await listen(port);
    }
  };
  return {
    connectTo: here.href,
    cut,
    refuse,
    delay(ms) {
      latency = ms;
    },
    cutOnNextReply: (request = "") => new Promise((sprung) => traps.push({ request, sprung })),
    async close() {
      await refuse(true);
      cut();
    },
  };
}
