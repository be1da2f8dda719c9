import { announce, attempt } from "./announce.js";
import { byId, element } from "./element.js";
import { channelName, say, sayIfKnown } from "./language.js";
import { ask, post } from "./server.js";
import { dateAndTime } from "./time.js";
import { once } from "./under-way.js";

/** @typedef {import("../../server/supervisor-routes.ts").Consents} Consents */
/** @typedef {Consents["history"][number]} Entry */

/** What a contact has consented to; whatever is revoked takes effect on the line at once. */
export function consents() {
  const form = byId("consents-form", HTMLFormElement);
  const name = byId("contact", HTMLInputElement);
  const result = byId("consents", HTMLElement);
  /** @type {Consents | undefined} */
  let found;
  let asked = 0;
  /**
   * The last of those that are under way. The next waits for it, and so does what is asked meanwhile: no answer is without
   * what was revoked before.
   *
   * @type {Promise<unknown>}
   */
  let revoking = Promise.resolve();

  const draw = () => {
    if (found === undefined) return;
    const focused = result.contains(document.activeElement);
    result.replaceChildren(...shown(found, revoke));
    // The button is gone that had it; whoever has gone on keeps it.
    if (focused) result.querySelector("h3")?.focus();
  };
  /**
   * Shows what is answered, unless something was asked since: answers come in any order.
   *
   * @param {Promise<Consents>} answer
   * @returns whether it is shown.
   */
  const show = async (answer) => {
    const number = ++asked;
    const answered = await answer;
    if (number !== asked) return false;
    found = answered;
    draw();
    return true;
  };
  /**
   * @param {string} contact
   * @param {{ channel?: string }} what
   */
  const revoke = (contact, what) =>
    once(`revoke ${what.channel ?? "all"} ${contact}`, async () => {
      const answer = revoking.then(() => post(`${path(contact)}/revoke`, what));
      revoking = answer.catch(() => {});
      await show(answer);
      announce(say("revoked", { name: contact }));
      return answer;
    });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => {
      const contact = path(name.value);
      if (!(await show(revoking.then(() => ask(contact)))) || found === undefined) return;
      const allowed = found.answers.filter((answer) => answer.allowed).length;
      announce(say("consentOf", { name: found.name, allowed, asked: found.answers.length }));
    });
  });
  attempt(async () => {
    /** @type {string[]} */
    const names = await ask("/api/contacts");
    byId("contacts", HTMLDataListElement).replaceChildren(...names.map((value) => element("option", { value })));
  });
  return draw;
}

/** @param {string} name */
const path = (name) => `/api/contacts/${encodeURIComponent(name.trim())}`;

/**
 * @param {Consents} found
 * @param {(contact: string, what: { channel?: string }) => void} revoke
 */
function shown({ name, answers, history }, revoke) {
  const purposes = [...new Set(answers.map(({ purpose }) => purpose))];
  const channels = [...new Set(answers.map(({ channel }) => channel))];
  const heads = [say("channel"), ...purposes.map(sayIfKnown)].map((text) => element("th", { scope: "col" }, text));
  const rows = channels.map((channel) => {
    const ways = answers.filter((one) => one.channel === channel);
    const label = say("revokeChannel", { channel: channelName(channel), name });
    const button = element("button", { type: "button", click: () => revoke(name, { channel }), "aria-label": label });
    button.append(say("revoke"));
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, channelName(channel)),
      ...ways.map(answer),
      element("td", {}, ...(ways.some(({ allowed }) => allowed) ? [button] : [])),
    );
  });
  return [
    element("h3", { tabindex: -1 }, name),
    element(
      "table",
      { class: "answers" },
      element("thead", {}, element("tr", {}, ...heads, element("td"))),
      element("tbody", {}, ...rows),
    ),
    element(
      "p",
      { class: "acts" },
      ...(answers.some(({ allowed }) => allowed)
        ? [element("button", { type: "button", id: "revoke-all", click: () => revoke(name, {}) }, say("revokeAll"))]
        : []),
      element("a", { href: `${path(name)}/proof`, download: true }, say("exportProof")),
    ),
    element("h3", {}, say("history")),
    history.length === 0
      ? element("p", { class: "quiet" }, say("noHistory"))
      : element("ol", { class: "history" }, ...history.map((entry) => element("li", {}, told(entry)))),
  ];
}

/** @param {Consents["answers"][number]} answer */
function answer({ allowed, reasons }) {
  const why = allowed ? [] : [element("small", {}, reasons.map(reason).join(", "))];
  return element("td", { "data-allowed": String(allowed) }, say(allowed ? "allowed" : "refused"), ...why);
}

/** @param {string} code */
const reason = (code) => (code === "revoked" ? say("revokedReason") : sayIfKnown(code));

/** @param {Entry} entry */
function told(entry) {
  const purposes =
    entry.purposes?.map((purpose) => sayIfKnown(typeof purpose === "string" ? purpose : purpose.id)) ?? [];
  const channels = "channels" in entry && Array.isArray(entry.channels) ? entry.channels.map(channelName) : [];
  const values = {
    purposes: purposes.length > 0 ? purposes.join(", ") : say("everyPurpose"),
    channels: channels.length > 0 ? channels.join(", ") : say("everyChannel"),
  };
  return `${dateAndTime(entry.at)}: ${say(entry.kind === "grant" ? "granted" : entry.kind, values)}`;
}
