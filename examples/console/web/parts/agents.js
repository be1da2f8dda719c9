import { byId, element, write } from "./element.js";
import { keyed } from "./keyed.js";
import { channelName, say } from "./language.js";
import { now, span } from "./time.js";

/** @typedef {import("./server.js").Shown} Shown */

/**
 * Who works here, and whom each is serving.
 *
 * @param {() => string} self
 */
export function agents(self) {
  const rows = keyed(
    byId("agents", HTMLUListElement),
    (/** @type {Shown["agents"][number]} */ { id }) => {
      const cells = { name: element("span", { class: "name" }), serving: element("span", { class: "topic" }) };
      const root = element("li", { "data-id": id }, ...Object.values(cells));
      return { root, part: { ...cells, root } };
    },
    (part, { id, name, serving }) => {
      part.root.dataset.free = String(serving === undefined);
      write(part.name, id === self() ? `${name} (${say("you")})` : name);
      write(
        part.serving,
        serving === undefined
          ? say("free")
          : say("serving", {
              name: serving.name,
              channel: channelName(serving.channel),
              time: span(now() - serving.since),
            }),
      );
    },
  );
  return (/** @type {Shown} */ shown) => rows(shown.agents);
}
