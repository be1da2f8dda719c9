import { locale } from "./language.js";

let reading = 0;
let readAt = 0;
let ticking = false;

/**
 * The server's time is the time: the page's own clock only counts on from what it was last told.
 *
 * @param {{ now: number, ticking: boolean }} told
 */
export function setTime(told) {
  reading = told.now;
  readAt = performance.now();
  ticking = told.ticking;
}

export const now = () => (ticking ? reading + (performance.now() - readAt) : reading);

/**
 * As on a stopwatch: 0:05, 12:40, 1:02:03.
 *
 * @param {number} ms
 */
export function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * What is left, rounded up: it reads 0:00 only when it is over.
 *
 * @param {number} ms
 */
export const left = (ms) => span(Math.ceil(ms / 1000) * 1000);

/** @param {number} ms */
export const inSeconds = (ms) =>
  (ms / 1000).toLocaleString(locale(), { style: "unit", unit: "second", unitDisplay: "long" });

/** @param {number} moment */
export const clockTime = (moment) =>
  new Date(moment).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });

/** @param {number} moment */
export const exactTime = (moment) => new Date(moment).toLocaleTimeString(locale());

/** @param {number} moment */
export const dateAndTime = (moment) =>
  new Date(moment).toLocaleString(locale(), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
