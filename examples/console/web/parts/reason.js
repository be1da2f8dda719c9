import { byId, element } from "./element.js";
import { say } from "./language.js";
import { exactTime } from "./time.js";

/** @typedef {import("../../view/line.ts").Place} Place */
/** @typedef {import("proximo").Standing} Standing */

/** The keys of the order, left to right. @type {(keyof Standing)[]} */
const KEYS = ["tier", "channelScore", "contactScore", "waitingSince", "arrival"];

const SENTENCES = /** @type {const} */ ({
  tier: "reasonTier",
  channelScore: "reasonChannelScore",
  contactScore: "reasonContactScore",
  waitingSince: "reasonWaitingSince",
  arrival: "reasonArrival",
});

/**
 * Why this place is before the next, in one sentence.
 *
 * @param {Place} place
 */
export function reasonOf({ standing, before }) {
  if (before === undefined) return say("reasonLast");
  const { key, name } = before;
  return say(SENTENCES[key], { name, mine: value(standing, key), theirs: value(before.standing, key) });
}

/**
 * @param {Standing} standing
 * @param {keyof Standing} key
 */
function value(standing, key) {
  if (key === "tier") return say(standing.tier);
  return key === "waitingSince" ? exactTime(standing.waitingSince) : String(standing[key]);
}

/**
 * A panel beside the place that is pointed at or focused: the sentence, and the keys of both tickets, the deciding one
 * marked. It can be pointed at itself, and Escape closes it (WCAG 1.4.13). Screen readers have the sentence in the place.
 */
export function reasonPanel() {
  const panel = byId("reason", HTMLElement);
  /** @type {Element | undefined} */
  let row;
  /** @type {(row: Element) => Place | undefined} */
  let placeOf = () => undefined;

  const close = () => {
    row = undefined;
    panel.hidden = true;
  };
  const draw = () => {
    const place = row?.isConnected ? placeOf(row) : undefined;
    if (row === undefined || place === undefined) return close();
    panel.replaceChildren(element("p", {}, reasonOf(place)), ...(place.before ? [keysOf(place, place.before)] : []));
    panel.hidden = false;
    // Beside the place, or where there is no room at that end of the window from which the place is farther.
    const { top, bottom, right } = row.getBoundingClientRect();
    const lowest = innerHeight - panel.offsetHeight - 8;
    const beside = right + panel.offsetWidth < document.documentElement.clientWidth;
    panel.style.top = `${beside ? Math.min(top, lowest) : top + bottom < innerHeight ? lowest : 8}px`;
    panel.style.left = beside ? `${right}px` : "auto";
  };
  /** @param {EventTarget | null} target */
  const show = (target) => {
    const found = target instanceof Element ? target.closest("li[data-id]") : null;
    if (found && found !== row) {
      row = found;
      draw();
    }
  };

  return {
    refresh: () => row && draw(),
    /**
     * @param {HTMLElement} list
     * @param {(row: Element) => Place | undefined} known
     */
    attend(list, known) {
      placeOf = known;
      list.addEventListener("pointerover", ({ target }) => show(target));
      list.addEventListener("focusin", ({ target }) => show(target));
      list.addEventListener("focusout", close);
      list.addEventListener("pointerleave", ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && panel.contains(relatedTarget))) close();
      });
      panel.addEventListener("pointerleave", ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && row?.contains(relatedTarget))) close();
      });
      addEventListener("scroll", () => row && draw(), { passive: true });
      document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    },
  };
}

/**
 * @param {Place} place
 * @param {NonNullable<Place["before"]>} before
 */
function keysOf({ standing }, before) {
  const deciding = KEYS.indexOf(before.key);
  const rows = KEYS.map((key, index) =>
    element(
      "tr",
      { class: index === deciding ? "decides" : index < deciding ? "equal" : "unused" },
      element("th", { scope: "row" }, say(key)),
      element("td", {}, value(standing, key)),
      element("td", {}, value(before.standing, key)),
    ),
  );
  const head = element("tr", {}, element("td"), element("th", {}, say("this")), element("th", {}, say("behind")));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}
