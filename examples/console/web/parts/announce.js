import { byId, element } from "./element.js";
import { say, sayIfKnown } from "./language.js";
import { Refused } from "./server.js";

const KEPT = 3;

/**
 * Says what has happened, at the foot of the page, where screen readers read it out. What comes at the same moment takes
 * nobody's place.
 *
 * @param {string} text
 */
export function announce(text) {
  const status = byId("status", HTMLElement);
  status.append(element("p", {}, text));
  if (status.children.length > KEPT) status.firstElementChild?.remove();
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
