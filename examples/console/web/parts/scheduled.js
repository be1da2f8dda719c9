import { byId, element, write } from "./element.js";
import { keyed } from "./keyed.js";
import { channelName, say } from "./language.js";
import { clockTime, left, now } from "./time.js";

/** @typedef {import("./server.js").Shown} Shown */

/** What is held for later, with how long until it joins the line. */
export function scheduled() {
  const list = byId("scheduled", HTMLOListElement);
  const rows = keyed(
    list,
    (/** @type {Shown["scheduled"][number]} */ { id }) => {
      const cells = {
        time: element("time", { class: "number" }),
        name: element("span", { class: "name" }),
        joins: element("span", { class: "topic" }),
      };
      const root = element("li", { "data-id": id }, ...Object.values(cells));
      return { root, part: cells };
    },
    (part, { name, channel, scheduledFor, joinsAt }) => {
      write(part.time, clockTime(scheduledFor ?? joinsAt));
      write(part.name, name);
      write(part.joins, `${channelName(channel)} · ${say("joinsIn", { time: left(joinsAt - now()) })}`);
    },
  );
  return (/** @type {Shown} */ shown) => {
    rows(shown.scheduled);
    byId("scheduled-empty", HTMLElement).hidden = shown.scheduled.length > 0;
  };
}
