import { byId } from "./element.js";
import { say, sayIfKnown } from "./language.js";
import { Refused } from "./server.js";

/**
 * Says what has happened, in the line at the foot of the page, which screen readers read out.
 *
 * @param {string} text
 */
export function announce(text) {
  byId("status", HTMLElement).textContent = text;
}

/**
 * Does what a button is for, and says so where it does not work.
 *
 * @param {() => Promise<unknown>} act
 */
export async function attempt(act) {
  try {
    await act();
  } catch (error) {
    announce(say("failed", { message: reasonOf(error) }));
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  const known = error instanceof Refused ? sayIfKnown(error.code) : "";
  return error instanceof Refused && known !== error.code ? known : error.message;
}
