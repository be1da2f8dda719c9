import { agents } from "./parts/agents.js";
import { announce } from "./parts/announce.js";
import { byId, element } from "./parts/element.js";
import { inHand } from "./parts/in-hand.js";
import { say } from "./parts/language.js";
import { line } from "./parts/line.js";
import { nextButton } from "./parts/next-button.js";
import { page } from "./parts/page.js";
import { scheduled } from "./parts/scheduled.js";
import { post } from "./parts/server.js";
import { once } from "./parts/under-way.js";

/** @typedef {import("./parts/server.js").Shown} Shown */

const chooser = byId("agent", HTMLSelectElement);
let self = new URLSearchParams(location.search).get("agent") ?? localStorage.getItem("agent") ?? "ana";

const follow = page([whoYouAre, nextButton(() => self), inHand(), scheduled(), agents(() => self), line({ take })]);
follow(self);

chooser.addEventListener("change", () => {
  self = chooser.value;
  localStorage.setItem("agent", self);
  follow(self);
});

/** @param {Shown} shown */
function whoYouAre(shown) {
  const operators = shown.agents.filter(({ simulated }) => !simulated);
  if (chooser.options.length !== operators.length)
    chooser.replaceChildren(...operators.map(({ id, name }) => element("option", { value: id }, name)));
  chooser.value = self;
}

/** @param {import("../view/line.ts").Place} place */
function take({ id, name }) {
  return once(self, async () => {
    const answer = await post(`/api/agents/${self}/take`, { ticket: id });
    announce(say(answer.ticket ? "claimed" : "taken", { name }));
    return answer;
  });
}
