import type { Contact, ContactRule } from "proximo";
import { expect, test } from "vitest";
import { ContactScores } from "../../src/contacts/rules.ts";

const score = (contact: Contact | undefined, ...rules: ContactRule[]) =>
  new ContactScores({ version: 1, rules }).of(contact);

const maria: Contact = {
  id: "maria",
  segments: ["new", "vip"],
  attributes: { age: 71, city: "Recife", member: false },
};

test("50 where no rule speaks, or nobody knows who it is", () => {
  expect(score(maria)).toBe(50);
  expect(score(undefined, { segment: "vip", score: 90 })).toBe(50);
  expect(score({ id: "rui" }, { contact: "maria", score: 90 }, { attribute: "age", value: 71, score: 80 })).toBe(50);
});

test("the person before the segment, the segment before the attribute, higher or not", () => {
  const attribute = { attribute: "age", value: 71, score: 100 };
  const segment = { segment: "vip", score: 60 };
  const contact = { contact: "maria", score: 10 };
  expect(score(maria, attribute)).toBe(100);
  expect(score(maria, attribute, segment)).toBe(60);
  expect(score(maria, contact, attribute, segment)).toBe(10);
});

test("among rules of one kind, the highest, wherever it stands", () => {
  expect(
    score(maria, { contact: "maria", score: 20 }, { contact: "maria", score: 30 }, { contact: "maria", score: 10 }),
  ).toBe(30);
  expect(
    score(maria, { segment: "new", score: 20 }, { segment: "vip", score: 30 }, { segment: "vip", score: 25 }),
  ).toBe(30);
  const [city, age] = [
    { attribute: "city", value: "Recife" },
    { attribute: "age", value: 71 },
  ];
  expect(score(maria, { ...city, score: 20 }, { ...age, score: 10 })).toBe(20);
});

test('an attribute is its value and its kind: 71 is not "71", false is not absent', () => {
  expect(score(maria, { attribute: "age", value: "71", score: 90 })).toBe(50);
  expect(score(maria, { attribute: "member", value: false, score: 90 })).toBe(90);
  expect(score({ id: "rui" }, { attribute: "member", value: false, score: 90 })).toBe(50);
});

test("a score below 50 is a score", () => expect(score(maria, { segment: "vip", score: 1 })).toBe(1));
