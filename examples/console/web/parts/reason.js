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
    const { right } = row.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const beside = right + panel.offsetWidth < width;
    panel.style.top = `${beside ? besides(row) : apart(row)}px`;
    panel.style.left = beside ? `${right}px` : "auto";
    panel.style.right = beside ? "auto" : `${width - right}px`;
  };
  const lowest = () => innerHeight - panel.offsetHeight - 8;
  /** @param {Element} row */
  const besides = (row) => Math.min(row.getBoundingClientRect().top, lowest());
  /**
   * Where there is no room beside: at that end of the line, as far as it is to be seen, from which the place is farther, or
   * else below the place. Nothing but other places is hidden, and not the Next button, which may stand above the line.
   *
   * @param {Element} row
   */
  const apart = (row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const highest = Math.max(8, row.closest("section")?.getBoundingClientRect().top ?? 0);
    const free = [lowest()].filter((low) => low >= bottom);
    if (highest + panel.offsetHeight <= top) free.push(highest);
    return (top + bottom < innerHeight ? free[0] : free.at(-1)) ?? bottom;
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
      // Where a finger gives no focus.
      list.addEventListener("click", ({ target }) => {
        if (target instanceof Element) target.closest("button")?.focus();
      });
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
