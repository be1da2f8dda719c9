/** @typedef {import("../../view/snapshot.ts").Snapshot & import("../../view/snapshot.ts").Own} Shown */

/** What the server refused, with its code. */
export class Refused extends Error {
  /** @param {{ code: string, message: string }} refusal */
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

/**
 * @param {string} path
 * @param {unknown} [body]
 */
export const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/**
 * @param {string} path
 * @param {RequestInit} [request]
 */
export async function ask(path, request) {
  const response = await fetch(path, request).catch(() => {
    throw new Refused({ code: "NO_CONNECTION", message: "the console does not answer" });
  });
  const value = await response.json();
  if (!response.ok) throw new Refused(value);
  return value;
}

/**
 * Shows what the server sends, for as long as the page is open; the browser connects again by itself.
 *
 * @param {string | undefined} agent
 * @param {(shown: Shown) => void} show
 * @param {(connected: boolean) => void} connected
 * @returns a function that ends it.
 */
export function follow(agent, show, connected) {
  const stream = new EventSource(agent === undefined ? "/events" : `/events?agent=${encodeURIComponent(agent)}`);
  stream.onmessage = ({ data }) => {
    connected(true);
    show(JSON.parse(data));
  };
  stream.onerror = () => connected(false);
  return () => stream.close();
}
