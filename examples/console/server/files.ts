import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname } from "node:path";
import { Refused, type Route } from "./router.ts";

const TYPES: { readonly [extension: string]: string } = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The pages, as they are in `web/`: nothing is built. */
export function fileRoutes(): Route[] {
  const page = (path: string, name: string): Route => ({
    method: "GET",
    path,
    answer: ({ response }) => send(response, name),
  });
  return [
    page("/", "operator.html"),
    page("/supervisor", "supervisor.html"),
    { method: "GET", path: "/web/:name", answer: ({ named, response }) => send(response, named("name")) },
    {
      method: "GET",
      path: "/web/:folder/:name",
      answer: ({ named, response }) => send(response, `${named("folder")}/${named("name")}`),
    },
  ];
}

/** Names of one letter or more, digits and hyphens only, in at most one folder: nothing outside can be named. */
async function send(response: ServerResponse, name: string): Promise<void> {
  const type = TYPES[extname(name)];
  const known = /^([a-z-]+\/)?[a-z-]+\.[a-z]+$/.test(name) && type !== undefined;
  const content = known ? await readFile(new URL(`../web/${name}`, import.meta.url)).catch(() => undefined) : undefined;
  if (content === undefined || type === undefined) throw new Refused(404, "NOT_FOUND", `there is no ${name}`);
  response.writeHead(200, { "content-type": type, "cache-control": "no-cache" }).end(content);
}
