import { CHANNELS } from "../words/channels.js";
import { en } from "../words/en.js";
import { pt } from "../words/pt.js";

const WORDS = { pt, en };

/** @typedef {keyof typeof WORDS} Language */
/** @typedef {keyof typeof pt} Word */

const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("language");

/** @type {Language} */
let language = asked === "pt" || asked === "en" ? asked : navigator.language.startsWith("pt") ? "pt" : "en";

/** @type {(() => void)[]} */
const redraws = [];

/**
 * For a part that is not drawn all the time.
 *
 * @param {() => unknown} redraw
 */
export function onLanguage(redraw) {
  redraws.push(redraw);
}

/** @param {Language} chosen */
export function speak(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
  translatePage();
  for (const redraw of redraws) redraw();
}

export const spoken = () => language;
export const locale = () => (language === "pt" ? "pt-BR" : "en-GB");

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values]
 */
export function say(word, values = {}) {
  return WORDS[language][word].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * What comes from the server, such as a topic: its word where there is one, as it is where there is none.
 *
 * @param {string} text
 */
export function sayIfKnown(text) {
  return text in WORDS[language] ? say(/** @type {Word} */ (text)) : text;
}

/** @param {string} id */
export function channelName(id) {
  return CHANNELS[language][id] ?? CHANNELS.both[id] ?? id;
}

/** What stands in the page itself: an element with `data-say` says that word. */
export function translatePage() {
  document.documentElement.lang = language === "pt" ? "pt-BR" : "en";
  for (const node of document.querySelectorAll("[data-say]"))
    node.textContent = say(/** @type {Word} */ (node.getAttribute("data-say")));
}
