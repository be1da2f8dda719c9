import { createServer, type Server, type ServerResponse } from "node:http";
import { ProximoError } from "proximo";
import type { Room } from "../room.ts";
import { Live } from "../view/live.ts";
import { clockRoute } from "./clock-route.ts";
import { fileRoutes } from "./files.ts";
import { operatorRoutes } from "./operator-routes.ts";
import { answerOf, Refused, type Route } from "./router.ts";
import { supervisorRoutes } from "./supervisor-routes.ts";

/** Everything the pages need comes from here, and nothing in them may send anything elsewhere. */
const HEADERS = {
  "content-security-policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** This machine only, and by its own name: a foreign name that resolves to it is refused. */
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export function serve(room: Room, failed: (error: unknown) => void): { server: Server; live: Live } {
  const live = new Live(room, failed);
  const routes: Route[] = [
    ...fileRoutes(),
    {
      method: "GET",
      path: "/events",
      answer: ({ asked, response }) => live.open(response, asked.get("agent") ?? undefined),
    },
    ...operatorRoutes(room),
    ...supervisorRoutes(room),
    ...(room.manual ? [clockRoute(room.manual)] : []),
  ];
  const server = createServer(async (incoming, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    try {
      if (!LOCAL.test(incoming.headers.host ?? "")) throw new Refused(403, "NOT_LOCAL", "served on this machine only");
      const value = await answerOf(routes, incoming, response);
      if (incoming.method === "POST") json(response, 200, { ...(value as object), shownFrom: live.changed() });
      else if (!response.headersSent) json(response, 200, value ?? {});
    } catch (error) {
      refuse(response, error, failed);
    }
  });
  return { server, live };
}

function refuse(response: ServerResponse, error: unknown, failed: (error: unknown) => void): void {
  if (error instanceof Refused) json(response, error.status, { code: error.code, message: error.message });
  else if (error instanceof ProximoError) json(response, 400, { code: error.code, message: error.message });
  else {
    failed(error);
    if (!response.headersSent)
      json(response, 500, { code: "FAILED", message: "it did not work; the terminal says why" });
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(value));
}
