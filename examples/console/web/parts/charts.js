import { byId, drawn, write } from "./element.js";
import { locale, say } from "./language.js";
import { inSeconds, span } from "./time.js";

/** @typedef {import("./server.js").Shown} Shown */
/** @typedef {Shown["halfHour"]} HalfHour */
/** @typedef {HalfHour["minutes"]} Minutes */

const WIDTH = 400;
const HEIGHT = 132;
/** For the words of the scales. */
const LEFT = 44;
const BOTTOM = 18;
const TARGET_LEVEL = 0.8;

/** Waits and service level of the last half hour, each drawn, and said in a sentence for who cannot see it. */
export function charts() {
  const [waits, level] = [byId("waits", HTMLElement), byId("level", HTMLElement)];
  /** @type {string | undefined} */
  let drawnLast;
  return (/** @type {Shown} */ { halfHour, target }) => {
    const key = JSON.stringify([halfHour, locale()]);
    if (key === drawnLast) return;
    drawnLast = key;
    waits.replaceChildren(waitsChart(halfHour.minutes));
    level.replaceChildren(levelChart(halfHour.minutes));
    write(byId("waits-said", HTMLElement), waitsSaid(halfHour.minutes));
    write(byId("level-said", HTMLElement), levelSaid(halfHour, target));
    write(byId("level-caption", HTMLElement), say("serviceLevelCaption", { target: inSeconds(target) }));
  };
}

/** @param {Minutes} minutes */
function waitsChart(minutes) {
  const most = Math.max(60_000, ...minutes.map(({ wait }) => wait ?? 0));
  const step = [15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000].find((one) => most / one <= 4);
  const scale = step ?? most / 4;
  const y = scaleTo(Math.ceil(most / scale) * scale);
  const points = minutes.flatMap(({ wait }, index) =>
    wait === undefined ? [] : [{ cx: xOf(index, minutes.length), cy: y(wait) }],
  );
  const trend = drawn("polyline", { class: "trend", points: points.map(({ cx, cy }) => `${cx},${cy}`).join(" ") });
  const marks = [trend, ...points.map((point) => drawn("circle", { class: "wait", ...point, r: 3 }))];
  const lines = Array.from({ length: Math.ceil(most / scale) + 1 }, (_, index) => index * scale);
  return chart("waits-said", [...lines.flatMap((at) => rule(y(at), span(at))), ...marks], minutes.length);
}

/** @param {Minutes} minutes */
function levelChart(minutes) {
  const y = scaleTo(1);
  const width = (WIDTH - LEFT) / minutes.length - 3;
  const bars = minutes.flatMap(({ serviceLevel }, index) => {
    if (serviceLevel === undefined) return [];
    const top = y(serviceLevel);
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

/** @param {Minutes} minutes */
function waitsSaid(minutes) {
  const wait = minutes.findLast((minute) => minute.wait !== undefined)?.wait;
  return wait === undefined ? say("noWaits") : say("waitsSaid", { wait: span(wait) });
}

/**
 * @param {HalfHour} halfHour
 * @param {number} target
 */
function levelSaid({ served, gaveUp, serviceLevel }, target) {
  if (serviceLevel === undefined) return say("noWaits");
  return say("serviceLevelSaid", { percent: percent(serviceLevel), target: inSeconds(target), served, gaveUp });
}
