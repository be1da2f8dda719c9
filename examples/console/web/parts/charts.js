import { byId, drawn, write } from "./element.js";
import { locale, say } from "./language.js";
import { span } from "./time.js";

/** @typedef {import("./server.js").Shown} Shown */
/** @typedef {Shown["minutes"][number]} Minute */

const WIDTH = 560;
const HEIGHT = 150;
/** For the words of the scales. */
const LEFT = 46;
const BOTTOM = 20;
const TARGET_LEVEL = 0.8;

/** Waits and service level of the last half hour, each drawn, and said in a sentence for who cannot see it. */
export function charts() {
  const [waits, level] = [byId("waits", HTMLElement), byId("level", HTMLElement)];
  /** @type {string | undefined} */
  let drawnLast;
  return (/** @type {Shown} */ { minutes, target }) => {
    const key = JSON.stringify([minutes, locale()]);
    if (key === drawnLast) return;
    drawnLast = key;
    waits.replaceChildren(waitsChart(minutes));
    level.replaceChildren(levelChart(minutes));
    write(byId("waits-said", HTMLElement), waitsSaid(minutes));
    write(byId("level-said", HTMLElement), levelSaid(minutes, target));
    write(byId("level-caption", HTMLElement), say("serviceLevelCaption", { target: span(target) }));
  };
}

/** @param {readonly Minute[]} minutes */
function waitsChart(minutes) {
  const most = Math.max(60_000, ...minutes.map(({ nineInTen }) => nineInTen ?? 0));
  const step = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000].find((one) => most / one <= 4);
  const scale = step ?? most / 4;
  const y = scaleTo(Math.ceil(most / scale) * scale);
  const marks = minutes.flatMap(({ median, nineInTen }, index) => {
    if (median === undefined || nineInTen === undefined) return [];
    const x = xOf(index, minutes.length);
    return [
      drawn("line", { class: "spread", x1: x, x2: x, y1: y(median), y2: y(nineInTen) }),
      drawn("circle", { class: "median", cx: x, cy: y(median), r: 3 }),
    ];
  });
  const lines = Array.from({ length: Math.ceil(most / scale) + 1 }, (_, index) => index * scale);
  return chart("waits-said", [...lines.flatMap((at) => rule(y(at), span(at))), ...marks], minutes.length);
}

/** @param {readonly Minute[]} minutes */
function levelChart(minutes) {
  const y = scaleTo(1);
  const width = (WIDTH - LEFT) / minutes.length - 4;
  const bars = minutes.flatMap(({ served, gaveUp, within }, index) => {
    if (served + gaveUp === 0) return [];
    const top = y(within / (served + gaveUp));
    const x = xOf(index, minutes.length) - width / 2;
    return [drawn("rect", { class: "level", x, width, y: top - 1, height: y(0) - top + 1 })];
  });
  const target = drawn("line", { class: "target", x1: LEFT, x2: WIDTH, y1: y(TARGET_LEVEL), y2: y(TARGET_LEVEL) });
  const rules = [0, 0.5, 1].flatMap((at) => rule(y(at), percent(at)));
  const word = drawn("text", { x: LEFT - 8, y: y(TARGET_LEVEL) + 4, "text-anchor": "end" }, percent(TARGET_LEVEL));
  return chart("level-said", [...rules, ...bars, target, word], minutes.length);
}

/**
 * @param {string} saidBy the id of the sentence that says what is drawn.
 * @param {SVGElement[]} marks
 * @param {number} minutes
 */
function chart(saidBy, marks, minutes) {
  const words = [30, 20, 10]
    .filter((ago) => ago < minutes + 1)
    .map((ago) => ({ ago, text: say("minutesAgo", { minutes: ago }) }));
  const scale = [...words, { ago: 0, text: say("nowMark") }].map(({ ago, text }) => {
    const x = xOf(Math.max(0, minutes - 1 - ago), minutes);
    return drawn("text", { x, y: HEIGHT, "text-anchor": ago === 0 ? "end" : "middle", dx: ago === 0 ? 6 : 0 }, text);
  });
  const attributes = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": saidBy };
  return drawn("svg", attributes, ...marks, ...scale);
}

/**
 * @param {number} y
 * @param {string} text
 */
function rule(y, text) {
  return [
    drawn("line", { class: "rule", x1: LEFT, x2: WIDTH, y1: y, y2: y }),
    drawn("text", { x: LEFT - 8, y: y + 4, "text-anchor": "end" }, text),
  ];
}

/** @param {number} most */
const scaleTo = (most) => (/** @type {number} */ value) => 8 + (1 - value / most) * (HEIGHT - BOTTOM - 12);

/**
 * @param {number} index
 * @param {number} minutes
 */
const xOf = (index, minutes) => LEFT + ((index + 0.5) / minutes) * (WIDTH - LEFT);

/** @param {number} share */
const percent = (share) => share.toLocaleString(locale(), { style: "percent", maximumFractionDigits: 0 });

/** @param {readonly Minute[]} minutes */
function waitsSaid(minutes) {
  const last = minutes.findLast(({ median }) => median !== undefined);
  if (last?.median === undefined || last.nineInTen === undefined) return say("noWaits");
  return say("waitsSaid", { median: span(last.median), nineInTen: span(last.nineInTen) });
}

/**
 * @param {readonly Minute[]} minutes
 * @param {number} target
 */
function levelSaid(minutes, target) {
  const sum = (/** @type {"served" | "gaveUp" | "within"} */ what) => minutes.reduce((all, one) => all + one[what], 0);
  const [served, gaveUp, within] = [sum("served"), sum("gaveUp"), sum("within")];
  if (served + gaveUp === 0) return say("noWaits");
  return say("serviceLevelSaid", {
    percent: percent(within / (served + gaveUp)),
    target: span(target),
    served,
    gaveUp,
  });
}
