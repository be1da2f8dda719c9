import { byId, element } from "./element.js";
import { locale, say, speak, spoken } from "./language.js";
import { post } from "./server.js";
import { isUnderWay, latest } from "./under-way.js";

/** @typedef {import("./server.js").Shown} Shown */

/** How many times as fast as the clock, to choose from. */
const PACES = [0, 1, 4, 12];

/** Language and pace, the same on both pages. */
export function header() {
  const languages = [...document.querySelectorAll("[data-language]")];
  const press = () => {
    for (const button of languages)
      button.setAttribute("aria-pressed", String(button.getAttribute("data-language") === spoken()));
  };
  for (const button of languages)
    button.addEventListener("click", () => {
      speak(button.getAttribute("data-language") === "pt" ? "pt" : "en");
      press();
    });
  press();

  const pace = byId("pace", HTMLSelectElement);
  const send = latest("pace", (change) => post("/api/pace", change));
  pace.addEventListener("change", () => send({ pace: Number(pace.value) }));

  /** @type {string | undefined} */
  let offered;
  return (/** @type {Shown} */ shown) => {
    // What is chosen here is newer than what was sent from there before it was heard of.
    const wanted = isUnderWay("pace") ? Number(pace.value) : shown.ticking ? shown.pace : 0;
    const paces = [...new Set([...PACES, wanted])].sort((a, b) => a - b);
    const key = [locale(), ...paces].join();
    if (key !== offered) {
      offered = key;
      const word = (/** @type {number} */ one) => (one === 0 ? say("paused") : `× ${one.toLocaleString(locale())}`);
      pace.replaceChildren(...paces.map((one) => element("option", { value: one }, word(one))));
      pace.value = String(wanted);
    }
    pace.disabled = !shown.ticking;
    if (document.activeElement !== pace) pace.value = String(wanted);
  };
}
