import { attempt } from "./announce.js";

/**
 * What was asked of the server, until a picture shows what came of it: the number of that one, Infinity before the answer.
 *
 * @type {Map<string, { shownFrom: number }>}
 */
const asked = new Map();
let picture = 0;

/** @type {() => void} */
let redraw = () => {};

/**
 * Says what draws the page again when a press is taken, and when it is answered.
 *
 * @param {() => void} draw
 */
export function onUnderWay(draw) {
  redraw = draw;
}

/**
 * Pictures that were on their way when something was asked are older than what the page says of it.
 *
 * @param {{ picture: number }} sent
 */
export function setPicture(sent) {
  picture = sent.picture;
  for (const [what, { shownFrom }] of asked) if (shownFrom <= picture) asked.delete(what);
}

/** @param {string} what */
export const isUnderWay = (what) => asked.has(what);

/**
 * For who sees by the picture itself what came of it, however late the answer is.
 *
 * @param {string} what
 */
export const isSeen = (what) => asked.delete(what);

/**
 * Answers a press once: another, before what came of the first is to be seen, does nothing.
 *
 * @param {string} what is under way meanwhile.
 * @param {() => Promise<{ shownFrom: number }>} act
 */
export async function once(what, act) {
  if (isUnderWay(what)) return;
  const answered = ask(what, act);
  redraw();
  await answered;
  redraw();
}

/**
 * One request at a time; of what comes meanwhile, all of it in one, the latest of each.
 *
 * @param {string} what is under way meanwhile.
 * @param {(change: object) => Promise<{ shownFrom: number }>} act
 */
export function latest(what, act) {
  /** @type {object | undefined} */
  let waiting;
  let busy = false;
  return async (/** @type {object} */ change) => {
    waiting = { ...waiting, ...change };
    if (busy) return;
    busy = true;
    while (waiting !== undefined) {
      const next = waiting;
      waiting = undefined;
      await ask(what, () => act(next));
    }
    busy = false;
  };
}

/**
 * @param {string} what
 * @param {() => Promise<{ shownFrom: number }>} act
 */
async function ask(what, act) {
  const asking = { shownFrom: Number.POSITIVE_INFINITY };
  asked.set(what, asking);
  let shownFrom = 0; // What failed is to be seen already.
  await attempt(async () => {
    ({ shownFrom } = await act());
  });
  asking.shownFrom = shownFrom;
  if (shownFrom <= picture && asked.get(what) === asking) asked.delete(what);
}
