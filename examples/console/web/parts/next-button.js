import { announce } from "./announce.js";
import { byId, write } from "./element.js";
import { say } from "./language.js";
import { post } from "./server.js";
import { isSeen, isUnderWay, once } from "./under-way.js";

/** @typedef {import("./server.js").Shown} Shown */

/**
 * "Who is next?" It is red while anything urgent waits, says so in words, and is read out when that changes.
 *
 * @param {() => string} agent
 */
export function nextButton(agent) {
  const button = byId("next", HTMLButtonElement);
  const why = byId("next-why", HTMLElement);
  /** @type {boolean | undefined} */
  let urgent;

  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return announce(say("finishFirst"));
    const self = agent();
    return once(self, async () => {
      const answer = await post(`/api/agents/${self}/next`);
      const { ticket } = answer;
      announce(ticket ? say("claimed", { name: ticket.name }) : say("lineEmpty"));
      return answer;
    });
  });

  return (/** @type {Shown} */ shown) => {
    if (shown.holding !== undefined) isSeen(agent());
    button.setAttribute("aria-busy", String(isUnderWay(agent())));
    button.dataset.urgent = String(shown.urgent);
    button.setAttribute("aria-disabled", String(shown.holding !== undefined));
    write(why, inWords(shown));
    document.title = `${shown.urgent ? "● " : ""}${say("next")} · Proximo`;
    if (urgent !== undefined && urgent !== shown.urgent) announce(say(shown.urgent ? "nowUrgent" : "noLongerUrgent"));
    urgent = shown.urgent;
  };
}

/** @param {Shown} shown */
function inWords({ urgent, counts: { waiting, absolute, promoted } }) {
  if (!urgent) return waiting === 0 ? say("lineEmpty") : say("nothingUrgent", { waiting });
  const what = [
    ...(absolute > 0 ? [say("urgentAbsolute", { count: absolute })] : []),
    ...(promoted > 0 ? [say("urgentPromoted", { count: promoted })] : []),
  ];
  return say("urgent", { what: what.join(", ") });
}
