import fc from "fast-check";
import type { Limit } from "proximo";
import { HOUR, LISTED, type Rating, SECOND, WESTERNER } from "./rules.ts";

const DAY = 24 * HOUR;
const contact = fc.constantFrom("ana", "ana", "ana", "maria", WESTERNER);
const often = <const Of extends readonly (readonly [times: number, value: unknown])[]>(...choices: Of) =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value as Of[number][1]) })));
const purpose = often([12, "offers"], [5, "news"], [4, "billing"], [1, "surveys"]);
const channel = often([20, "whatsapp"], [2, "voice"], [1, "webchat"]);
const template = often([2, undefined], [2, "promo"], [1, "receipt"]);
const address = often([5, undefined], [5, "+1"], [5, "+2"], [1, LISTED]);
const ask = fc.record({ contact, purpose, channel, address, template });
const ago = often([8, 0], [1, 1], [1, 5 * SECOND], [3, HOUR], [2, DAY]);
const which = fc.nat(9);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const channels = maybe(fc.constantFrom<readonly string[]>(["whatsapp"], ["voice"], ["whatsapp", "voice"]));
const purposes = maybe(fc.constantFrom<readonly string[]>(["offers"], ["news"], ["billing"], ["offers", "news"]));
const kind = <const Kind extends string>(name: Kind) => fc.constant(name);

const act = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: kind("grant"),
      contact,
      channels,
      address: often([2, undefined], [1, "+1"], [1, "+2"]),
      lasts: fc.constantFrom(undefined, undefined, HOUR, DAY + 1),
      ago,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind("revoke"), contact, purposes, channels, ago }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("resumption"), contact, purposes, channels }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("redefine") }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("inform"), contact }) },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: kind("message"),
      what: fc.constantFrom(
        "delivered",
        "delivered",
        "delivered",
        "received",
        "received",
        "blocked",
        "reported",
        "failed",
      ),
      contact,
      template,
      ago,
      text: fc.constantFrom(undefined, "Oi", "SAIR", "cancelar meu pedido"),
      code: fc.constantFrom(131_026, 131_026, 131_049, 131_050, 131_056, 132_015),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind("again"), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("marketing"),
      contact,
      wants: fc.constantFrom("stopped", "stopped", "resumed"),
      ago,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("quality"),
      template: fc.constantFrom(undefined, "promo"),
      rating: fc.constantFrom<Rating>("green", "yellow", "red", "red"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind("limit"), limit: fc.constantFrom<Limit>(0, 1, 1, 2, 3, "unlimited") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("template"),
      template: fc.constantFrom("promo", "receipt"),
      status: fc.constantFrom("paused", "paused", "active"),
      lasts: fc.constantFrom(undefined, HOUR, DAY),
      ago,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind("resume"), template }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("close"), outbound: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("erase"), contact }) },
  { weight: 6, arbitrary: fc.record({ kind: kind("authorize"), ask }) },
  { weight: 12, arbitrary: fc.record({ kind: kind("enqueue"), ask }) },
  { weight: 10, arbitrary: fc.record({ kind: kind("next") }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("take"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("release"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("complete"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("move"), which, channel: fc.constantFrom("whatsapp", "voice") }) },
);

const pause = fc.oneof(
  { weight: 8, arbitrary: often([2, 0], [8, 1], [2, 6 * SECOND - 1], [2, 6 * SECOND], [3, HOUR]) },
  { weight: 2, arbitrary: often([2, 3 * HOUR], [1, 6 * HOUR], [1, 12 * HOUR], [1, DAY - 1], [4, DAY]) },
  { weight: 3, arbitrary: fc.record({ before: fc.constantFrom(0, 0, 1) }) },
);

const step = fc
  .tuple(act, fc.record({ pause, probes: fc.tuple(ask, ask, ask), ahead: fc.constantFrom(0, 0, 0, HOUR, DAY) }))
  .map(([one, rest]) => ({ ...one, ...rest }));

export type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

export const steps = () => fc.array(step, { minLength: 1, maxLength: 50, size: "max" });
