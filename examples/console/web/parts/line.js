import { byId, element, write } from "./element.js";
import { keyed } from "./keyed.js";
import { channelName, say, sayIfKnown } from "./language.js";
import { reasonOf, reasonPanel } from "./reason.js";
import { clockTime, now, span } from "./time.js";

/** @typedef {import("./server.js").Shown} Shown */
/** @typedef {import("../../view/line.ts").Place} Place */

/**
 * The line, in order. Up and down go from place to place, and each says why it is before the next.
 *
 * @param {{ take?: (place: Place) => void }} [acts]
 */
export function line({ take } = {}) {
  const list = byId("line", HTMLOListElement);
  const panel = reasonPanel();
  /** @type {WeakMap<Element, Place>} */
  const places = new WeakMap();

  const rows = keyed(
    list,
    (/** @type {Place} */ { id }) => {
      const cells = {
        number: element("span", { class: "number" }),
        name: element("span", { class: "name" }),
        topic: element("span", { class: "topic" }),
        channel: element("span", { class: "channel" }),
        tier: element("span", { class: "tier" }),
        // The name of the place says since when, which stays the same.
        waited: element("span", { class: "waited", "aria-hidden": "true" }),
      };
      const reason = element("span", { id: `reason-${id}`, hidden: true });
      const place = element(
        "button",
        { type: "button", class: "place", "aria-describedby": reason.id },
        ...Object.values(cells),
      );
      const taking = element("button", { type: "button", class: "take" });
      const root = element("li", { "data-id": id }, place, reason);
      if (take) {
        root.append(taking);
        taking.addEventListener("click", () => take(/** @type {Place} */ (places.get(root))));
      }
      return { root, part: { ...cells, root, place, taking, reason } };
    },
    (part, place, index) => {
      places.set(part.root, place);
      const { name, channel, topic, direction, scheduledFor, standing } = place;
      const said = badge(standing.tier, direction, scheduledFor);
      part.root.dataset.tier = standing.tier;
      part.root.dataset.direction = direction;
      write(part.number, String(index + 1));
      write(part.name, name);
      write(part.topic, sayIfKnown(topic));
      write(part.channel, channelName(channel));
      write(part.tier, said);
      write(part.waited, span(now() - standing.waitingSince));
      write(part.reason, reasonOf(place));
      write(part.taking, say("take"));
      part.taking.setAttribute("aria-label", say("takeWho", { name }));
      const since = say("waitsSince", { time: clockTime(standing.waitingSince) });
      const label = [`${index + 1}: ${name}`, sayIfKnown(topic), channelName(channel), said, since];
      part.place.setAttribute("aria-label", label.filter(Boolean).join(", "));
    },
  );

  rove(list);
  panel.attend(list, (row) => places.get(row));

  return (/** @type {Shown} */ { line, counts }) => {
    rows(line);
    oneTabStop(list);
    panel.refresh();
    byId("line-empty", HTMLElement).hidden = line.length > 0;
    const { waiting, paused } = counts;
    const said = [
      ...(waiting > 0 ? [say("waitingCount", { waiting })] : []),
      ...(paused > 0 ? [say("pausedCount", { paused })] : []),
    ];
    write(byId("line-counts", HTMLElement), said.join(" · "));
    const more = waiting - line.length;
    write(byId("line-more", HTMLElement), more > 0 ? say("beyond", { more }) : "");
  };
}

/**
 * @param {import("proximo").Tier} tier
 * @param {string} direction
 * @param {number | undefined} scheduledFor
 */
function badge(tier, direction, scheduledFor) {
  if (tier === "absolute") return say("absolute");
  if (tier === "promoted" && scheduledFor !== undefined) return say("scheduledAt", { time: clockTime(scheduledFor) });
  return direction === "outbound" ? say("outbound") : "";
}

/** Where the keys lead to. @type {Record<string, (row: Element) => Element | null | undefined>} */
const WAYS = {
  ArrowDown: (row) => row.nextElementSibling,
  ArrowUp: (row) => row.previousElementSibling,
  Home: (row) => row.parentElement?.firstElementChild,
  End: (row) => row.parentElement?.lastElementChild,
};

/** @param {HTMLElement} list */
function rove(list) {
  list.addEventListener("keydown", (event) => {
    const row = event.target instanceof Element ? event.target.closest("li") : null;
    const to = row && WAYS[event.key]?.(row);
    if (!to) return;
    event.preventDefault();
    to.querySelector("button")?.focus();
  });
  list.addEventListener("focusin", () => oneTabStop(list));
}

/**
 * Tab enters the line once, at the place last looked at or at its head, and leaves it by one "Take".
 *
 * @param {HTMLElement} list
 */
function oneTabStop(list) {
  const rows = [...list.children];
  const current =
    rows.find((row) => row.contains(document.activeElement)) ??
    rows.find((row) => row.querySelector("button")?.tabIndex === 0) ??
    rows[0];
  for (const row of rows)
    for (const button of row.querySelectorAll("button")) button.tabIndex = row === current ? 0 : -1;
}
