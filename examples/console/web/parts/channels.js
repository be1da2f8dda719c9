import { byId, element, write } from "./element.js";
import { keyed } from "./keyed.js";
import { channelName, say } from "./language.js";
import { post } from "./server.js";
import { isUnderWay, latest } from "./under-way.js";

/** @typedef {import("./server.js").Shown} Shown */
/** @typedef {import("proximo").Channel} Channel */

/** How soon each channel is served: a slider moves all its waiting tickets at once. */
export function channels() {
  const rows = keyed(
    byId("channels", HTMLUListElement),
    (/** @type {Channel} */ { id }) => {
      const what = `channel ${id}`;
      const send = latest(what, (change) => post(`/api/channels/${id}`, change));
      const slider = element("input", { type: "range", min: 1, max: 100, id: `score-${id}` });
      const [absolute, paused] = [element("input", { type: "checkbox" }), element("input", { type: "checkbox" })];
      // The slider says its own value; a reader need not hear it twice.
      const score = element("span", { class: "number", "aria-hidden": "true" });
      const cells = {
        name: element("label", { for: slider.id, class: "name" }),
        absoluteWord: element("span"),
        pausedWord: element("span"),
      };
      slider.addEventListener("input", () => {
        write(score, slider.value);
        send({ score: slider.valueAsNumber });
      });
      absolute.addEventListener("change", () => send({ absolute: absolute.checked }));
      paused.addEventListener("change", () => send({ enabled: !paused.checked }));
      const root = element(
        "li",
        { "data-id": id },
        ...[cells.name, slider, score],
        element("label", {}, absolute, cells.absoluteWord),
        element("label", {}, paused, cells.pausedWord),
      );
      return {
        root,
        part: { ...cells, slider, score, absolute, paused, isMoved: () => isUnderWay(what) },
      };
    },
    (part, { id, score, absolute, enabled }) => {
      const channel = channelName(id);
      write(part.name, channel);
      part.slider.setAttribute("aria-label", say("scoreOf", { channel }));
      write(part.absoluteWord, say("absoluteShort"));
      write(part.pausedWord, say("pausedShort"));
      part.absolute.setAttribute("aria-label", say("absoluteOf", { channel }));
      part.paused.setAttribute("aria-label", say("pausedOf", { channel }));
      // What is moved here is newer than what was sent from there before it was heard of.
      if (part.isMoved()) return;
      part.slider.valueAsNumber = score;
      write(part.score, String(score));
      part.absolute.checked = absolute;
      part.paused.checked = !enabled;
    },
  );
  return (/** @type {Shown} */ shown) => rows(shown.channels);
}
