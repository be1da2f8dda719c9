import { attempt } from "./announce.js";
import { byId } from "./element.js";
import { say, speak, spoken } from "./language.js";
import { post } from "./server.js";

/** @typedef {import("./server.js").Shown} Shown */

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
  pace.addEventListener("change", () => attempt(() => post("/api/pace", { pace: Number(pace.value) })));

  return (/** @type {Shown} */ shown) => {
    for (const option of pace.options) option.textContent = option.value === "0" ? say("paused") : `× ${option.value}`;
    pace.disabled = !shown.ticking;
    const wanted = shown.ticking ? String(shown.pace) : "0";
    if (document.activeElement !== pace && pace.value !== wanted) pace.value = wanted;
  };
}
