import { announce } from "./announce.js";
import { byId, write } from "./element.js";
import { channelName, say, sayIfKnown } from "./language.js";
import { post } from "./server.js";
import { clockTime, now, span } from "./time.js";
import { isUnderWay, once } from "./under-way.js";

/** @typedef {import("./server.js").Shown} Shown */

/** The ticket being served, and what can become of it. */
export function inHand() {
  const panel = byId("in-hand", HTMLElement);
  const nobody = byId("nobody-in-hand", HTMLElement);
  const minutes = byId("later-minutes", HTMLSelectElement);
  /** @type {Shown["holding"]} */
  let holding;

  /**
   * @param {string} id of the button.
   * @param {"complete" | "release" | "cancel"} settlement
   * @param {() => { body?: object, said: string }} how
   */
  const settles = (id, settlement, how) => {
    byId(id, HTMLButtonElement).addEventListener("click", () => {
      if (holding === undefined) return;
      const { token } = holding;
      return once(token, async () => {
        const { body, said } = how();
        const answer = await post(`/api/claims/${token}/${settlement}`, body);
        announce(said);
        return answer;
      });
    });
  };
  settles("complete", "complete", () => ({ said: say("completed") }));
  settles("release", "release", () => ({ said: say("released") }));
  settles("cancel", "cancel", () => ({ said: say("cancelled") }));
  settles("later", "release", () => {
    const scheduledFor = Math.round(now()) + Number(minutes.value) * 60_000;
    return { body: { scheduledFor }, said: say("rescheduled", { time: clockTime(scheduledFor) }) };
  });

  return (/** @type {Shown} */ shown) => {
    holding = shown.holding;
    // The buttons go with the ticket: whoever uses the keyboard stands before Next again.
    if (holding === undefined && panel.contains(document.activeElement)) byId("next", HTMLButtonElement).focus();
    panel.hidden = holding === undefined;
    nobody.hidden = holding !== undefined;
    for (const option of minutes.options) write(option, say("inMinutes", { minutes: option.value }));
    if (holding === undefined) return;
    const { token, name, channel, topic, since, alsoWaiting } = holding;
    panel.setAttribute("aria-busy", String(isUnderWay(token)));
    write(byId("in-hand-name", HTMLElement), name);
    write(byId("in-hand-about", HTMLElement), [channelName(channel), sayIfKnown(topic)].filter(Boolean).join(" · "));
    write(byId("in-hand-since", HTMLElement), say("since", { time: span(now() - since) }));
    const others = alsoWaiting.map((other) => channelName(other.channel)).join(", ");
    write(byId("in-hand-others", HTMLElement), others === "" ? "" : say("alsoWaiting", { channels: others }));
  };
}
