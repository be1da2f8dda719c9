import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openProxy, type TcpProxy } from "./proxy.ts";

/** A server that answers each piece with itself, and remembers what it was told. */
let server: Server;
let heard: string[];
let proxy: TcpProxy;

beforeEach(async () => {
  heard = [];
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      heard.push(piece.toString());
      socket.write(piece);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await openProxy(`echo://127.0.0.1:${(server.address() as AddressInfo).port}/way?in=1`);
});

afterEach(async () => {
  await proxy.close();
  server.close();
});

async function dial(): Promise<Socket> {
  const { hostname, port } = new URL(proxy.connectTo);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  return socket;
}

async function ask(socket: Socket, question: string): Promise<string> {
  socket.write(question);
  const [answer] = await once(socket, "data");
  return String(answer);
}

/** What a client hears until the connection is gone. */
async function untilCut(socket: Socket): Promise<string> {
  let said = "";
  socket.on("data", (piece) => {
    said += piece;
  });
  await once(socket, "close");
  return said;
}

test("it passes on what both say, under the server's URL with another port", async () => {
  expect(proxy.connectTo).toMatch(/^echo:\/\/127\.0\.0\.1:\d+\/way\?in=1$/);
  const [one, other] = [await dial(), await dial()];
  expect(await ask(one, "one")).toBe("one");
  expect(await ask(other, "other")).toBe("other");
  const ended = once(one, "close");
  one.end();
  await ended;
  expect(await ask(other, "still")).toBe("still");
});

test("much that is said at once arrives whole", async () => {
  const socket = await dial();
  const much = "0123456789".repeat(500_000);
  let length = 0;
  const arrived = new Promise<void>((resolve) => {
    socket.on("data", (piece) => {
      length += piece.length;
      if (length === much.length) resolve();
    });
  });
  socket.write(much);
  await arrived;
  expect(heard.join("")).toBe(much);
});

test("cut() cuts every connection, and new ones are taken", async () => {
  const sockets = [await dial(), await dial()];
  for (const socket of sockets) await ask(socket, "hello");
  const closed = Promise.all(sockets.map(untilCut));
  proxy.cut();
  expect(await closed).toEqual(["", ""]);
  expect(await ask(await dial(), "again")).toBe("again");
});

test("refuse() refuses new connections, on the same port, and leaves those that there are", async () => {
  const early = await dial();
  await ask(early, "hello");
  await proxy.refuse(true);
  await expect(dial()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(await ask(early, "still")).toBe("still");
  await proxy.refuse(false);
  expect(await ask(await dial(), "again")).toBe("again");
});

test("cutOnNextReply() lets the server hear the request and the client not hear the reply", async () => {
  const [one, other] = [await dial(), await dial()];
  await ask(one, "before");
  const cut = proxy.cutOnNextReply();
  const said = untilCut(one);
  one.write("settle");
  await cut;
  expect(await said).toBe("");
  expect(heard).toEqual(["before", "settle"]);
  expect(await ask(other, "after")).toBe("after");
  expect(await ask(await dial(), "again")).toBe("again");
});

test("cutOnNextReply(request) waits for that request, even one that comes in pieces, and not for one before it", async () => {
  const socket = await dial();
  await ask(socket, "COMMIT");
  const cut = proxy.cutOnNextReply("COMMIT");
  expect(await ask(socket, "BEGIN")).toBe("BEGIN");
  expect(await ask(socket, "COM")).toBe("COM");
  const said = untilCut(socket);
  socket.write("MIT");
  await cut;
  expect(await said).toBe("");
  expect(heard.at(-1)).toBe("MIT");
});

test("delay() holds what the server says", async () => {
  const socket = await dial();
  await ask(socket, "quick");
  proxy.delay(50);
  const since = performance.now();
  expect(await ask(socket, "slow")).toBe("slow");
  expect(performance.now() - since).toBeGreaterThan(45);
});

test("a server that is down is a connection that ends", async () => {
  server.close();
  const socket = await dial();
  socket.on("error", () => {});
  await once(socket, "close");
  expect(heard).toEqual([]);
});

test("close() ends everything", async () => {
  const socket = await dial();
  await ask(socket, "hello");
  const said = untilCut(socket);
  await proxy.close();
  expect(await said).toBe("");
  await expect(dial()).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
