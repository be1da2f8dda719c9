import type { IncomingMessage, ServerResponse } from "node:http";
import type * as z from "zod";

export interface Request {
  /** What stands in the path where the route has `:name`. */
  readonly named: (name: string) => string;
  /** What stands after the `?`. */
  readonly asked: URLSearchParams;
  /** The body, as the route wants it. @throws Refused */
  readonly body: <Shape extends z.ZodType>(shape: Shape) => Promise<z.infer<Shape>>;
  readonly response: ServerResponse;
}

/** What a route answers is sent as JSON; where it answers nothing, it has seen to the response itself. */
export type Answer = (request: Request) => unknown;

export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly answer: Answer;
}

const LOCAL = "http://localhost";

/** Bytes of a body: far more than our pages send. */
const MOST = 65_536;

/** The request cannot be served, with the status of HTTP and a code for programs. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** @throws Refused where there is no such route. */
export function answerOf(routes: readonly Route[], incoming: IncomingMessage, response: ServerResponse): unknown {
  const asked = incoming.url ?? "/";
  if (!URL.canParse(asked, LOCAL)) throw new Refused(400, "INVALID_REQUEST", `no such address: ${asked}`);
  const url = new URL(asked, LOCAL);
  for (const { method, path, answer } of routes) {
    const names = method === incoming.method ? match(path, url.pathname) : undefined;
    if (names !== undefined)
      return answer({
        named: (name) => names.get(name) ?? "",
        asked: url.searchParams,
        body: (shape) => bodyOf(incoming, shape),
        response,
      });
  }
  throw new Refused(404, "NOT_FOUND", `nothing answers to ${incoming.method} ${url.pathname}`);
}

function match(path: string, asked: string): Map<string, string> | undefined {
  const [wanted, given] = [path.split("/"), asked.split("/")];
  if (wanted.length !== given.length) return undefined;
  const names = new Map<string, string>();
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(":")) names.set(part.slice(1), decoded(given[index]!));
    else if (part !== given[index]) return undefined;
  }
  return names;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refused(400, "INVALID_REQUEST", `no such path: ${part}`);
  }
}

/** A browser lets another site send JSON only after asking, and it is never told yes: what comes in is from our own pages. */
async function bodyOf<Shape extends z.ZodType>(incoming: IncomingMessage, shape: Shape): Promise<z.infer<Shape>> {
  const [type = ""] = incoming.headers["content-type"]?.split(";") ?? [];
  if (type.trim().toLowerCase() !== "application/json") throw new Refused(415, "NOT_JSON", "expected application/json");
  let value: unknown;
  try {
    value = JSON.parse(await textOf(incoming));
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(400, "NOT_JSON", "expected JSON");
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new Refused(400, "INVALID_REQUEST", parsed.error.issues[0]?.message ?? "invalid");
  return parsed.data;
}

/** What is too much is read, so that the refusal is heard, and not kept. */
async function textOf(incoming: AsyncIterable<Buffer>): Promise<string> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= MOST) kept.push(chunk);
  }
  if (size > MOST) throw new Refused(413, "TOO_LARGE", `expected at most ${MOST} bytes, got ${size}`);
  return Buffer.concat(kept).toString();
}
