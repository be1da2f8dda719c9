import type { Contact, ContactRule } from "../../../model/contact.ts";
import { agree } from "../stage/agree.ts";
import { entry } from "../stage/entry.ts";
import { anybody, type Chapter, entered, LEAD, START } from "../stage/stage.ts";

const given: readonly ContactRule[] = [
  { contact: "maria", score: 100 },
  { segment: "vip", score: 90 },
  { attribute: "age", value: 70, score: 80 },
  { attribute: "member", value: true, score: 70 },
];
const scored = (scores: { readonly [contact: string]: number }) => (contact: Contact | undefined) =>
  scores[contact?.id ?? "nobody"] ?? 50;

export const rules: Chapter = {
  "rules come back as they were set, and their version grows": async ({ store, there }) => {
    const before = await store.rules();
    agree(before.rules, []);
    const set = await store.setRules(given);
    agree(set.rules, given);
    agree(set.version > before.version, true, "whether the version has grown");
    agree(await there.rules(), set);
    const again = await there.setRules([]);
    agree(again.version > set.version, true, "whether the version has grown again");
    agree(await store.rules(), { version: again.version, rules: [] });
  },

  "every open ticket is re-scored, so many at a time": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll(
      { id: "active", contact: "maria" },
      { id: "rui", contact: "rui" },
      { id: "nobody" },
      { id: "given", contact: "maria", contactScore: 60 },
      { id: "held", contact: "maria", scheduledFor: START + LEAD + 1 },
      { id: "closed", contact: "maria" },
    );
    const token = stage.token();
    await store.claimTicket("active", anybody, token);
    await store.cancel("closed");
    const { version } = await store.setRules(given);
    const score = scored({ rui: 70, maria: 90 });
    agree(await store.rescore(version, score, 2), 2);
    agree(await there.rescore(version, score, 2), 2);
    agree(await there.rescore(version, score, 2), 1);
    agree(await store.rescore(version, score, 2), 0);
    agree(await stage.line(), ["rui", "given", "nobody"]);
    await store.settle(token, { kind: "release", change: {} });
    agree(await stage.line(), ["active", "rui", "given", "nobody"]);
    await store.update("given", { contactScore: null });
    agree(await stage.line(), ["active", "given", "rui", "nobody"]);
    await store.update("held", { scheduledFor: null });
    agree(await stage.line(), ["active", "given", "held", "rui", "nobody"]);
  },

  "what waits keeps its score until it is re-scored": async (stage) => {
    const { store } = stage;
    await stage.enterAll("first", { id: "maria", contact: "maria" });
    const { version } = await store.setRules(given);
    agree(await stage.line(), ["first", "maria"]);
    await store.rescore(version, scored({ maria: 100 }), 9);
    agree(await stage.line(), ["maria", "first"]);
  },

  "rules that are no longer in force score nothing": async (stage) => {
    const { store, there } = stage;
    await stage.enterAll("first", { id: "maria", contact: "maria" });
    const old = await store.setRules(given);
    const { version } = await there.setRules([]);
    agree(await store.rescore(old.version, scored({ maria: 100 }), 9), 0);
    agree(await stage.line(), ["first", "maria"]);
    agree(await store.rescore(version, scored({}), 9), 2);
  },

  "what has entered under the rules is not scored again": async (stage) => {
    const { store } = stage;
    const { version } = await store.setRules(given);
    const scoring = { ruleScore: 90, rulesVersion: version };
    entered(await store.enqueue(entry({ id: "t", contact: "maria" }, scoring)));
    agree(await store.rescore(version, scored({ maria: 1 }), 9), 0);
    await stage.store.enqueue(entry({ id: "first", receivedAt: 0 }, { rulesVersion: version }));
    agree(await stage.line(), ["t", "first"]);
  },

  "the contact is told with segments and attributes; of a ticket without one, nothing": async (stage) => {
    const { store } = stage;
    const person = { segments: ["vip", "new"], attributes: { age: 70, city: "Recife", member: false } };
    await stage.enterAll({ id: "maria", contact: "maria", ...person }, "nobody's");
    const { version } = await store.setRules(given);
    const told: (Contact | undefined)[] = [];
    const score = (contact: Contact | undefined) => {
      told.push(contact);
      return 50;
    };
    await store.rescore(version, score, 9);
    const last = told.slice(-2);
    agree(
      last.find((one) => one !== undefined),
      { id: "maria", ...person },
    );
    agree(last.includes(undefined), true, "whether the ticket of nobody was scored");
  },
};
