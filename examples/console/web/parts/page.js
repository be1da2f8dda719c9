import { byId } from "./element.js";
import { header } from "./header.js";
import { onLanguage, say, translatePage } from "./language.js";
import { follow } from "./server.js";
import { setTime } from "./time.js";
import { onUnderWay, setPicture } from "./under-way.js";

/** @typedef {import("./server.js").Shown} Shown */

const SECOND = 1000;

/**
 * A page is a list of parts, each of which draws itself from what is shown: whenever the server sends something new, and
 * every second, for what counts time.
 *
 * @param {((shown: Shown) => void)[]} parts
 * @returns what follows the server, from now on as this agent.
 */
export function page(parts) {
  /** @type {Shown | undefined} */
  let shown;
  let stop = () => {};
  const all = [header(), ...parts];

  function draw() {
    if (shown === undefined) return;
    for (const part of all) part(shown);
    // For tests: what is to be seen is what was true at this moment.
    document.documentElement.dataset.now = String(shown.now);
  }

  translatePage();
  onLanguage(draw);
  onUnderWay(draw);
  setInterval(() => shown?.ticking && draw(), SECOND);

  return (/** @type {string | undefined} */ agent) => {
    stop();
    // What the former agent has in hand is none of theirs.
    shown &&= { ...shown, holding: undefined };
    draw();
    stop = follow(
      agent,
      (sent) => {
        shown = sent;
        setTime(sent);
        setPicture(sent);
        draw();
      },
      (connected) => {
        const lost = byId("lost", HTMLElement);
        lost.hidden = connected;
        if (!connected) lost.textContent = say("lost");
      },
    );
  };
}
