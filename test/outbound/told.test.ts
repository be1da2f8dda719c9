import { type Center, createCenter, type ErrorCode } from "proximo";
import { beforeEach, describe, expect, test } from "vitest";
import { stage } from "./stage.ts";

/** What the application tells the gate: of a channel that exists, of a person who can be named, of a moment that is one. */
describe("what the gate is told", () => {
  let center: Center;
  let seen: () => Promise<unknown>;

  beforeEach(async () => {
    const { center: opened, grant, authorize } = await stage();
    center = opened;
    await grant("maria");
    await authorize("maria");
    seen = async () => [await center.consent.checkpoint(), await center.outbound.decisions()];
  });

  async function refuses(code: ErrorCode, tell: () => Promise<unknown>): Promise<void> {
    const before = await seen();
    await expect(tell()).rejects.toMatchObject({ name: "ProximoError", code });
    expect(await seen()).toEqual(before);
  }

  const about = { contact: "maria", channel: "watsapp" };
  const told: readonly (readonly [string, (to: Center["outbound"]) => Promise<unknown>])[] = [
    ["a message received, an opt-out even", (to) => to.received({ ...about, text: "SAIR" })],
    ["a delivery", (to) => to.delivered(about)],
    ["a block", (to) => to.blocked(about)],
    ["a report as spam", (to) => to.reported(about)],
    ["a failure", (to) => to.failed({ ...about, code: 131_050 })],
    ["a question", (to) => to.asked({ ...about, purposes: ["offers"], controller: "Acme", statement: "Ofertas?" })],
    ["a limit", (to) => to.report({ kind: "limit", channel: about.channel, limit: 2_000 })],
    ["a stop at the platform", (to) => to.report({ kind: "marketing", ...about, wants: "stopped" })],
    ["a sender resumed", (to) => to.resume({ channel: about.channel })],
  ];

  test.each(told)("is refused of a channel that nobody knows: %s", async (_, tell) => {
    await refuses("UNKNOWN_CHANNEL", () => tell(center.outbound));
  });

  test("is refused of a channel that neither the center nor a grant of theirs names: a revocation", async () => {
    const revoke = (...channels: string[]) => center.consent.revoke({ contact: "maria", channels });
    await refuses("UNKNOWN_CHANNEL", () => revoke("watsapp"));
    await refuses("UNKNOWN_CHANNEL", () => revoke("whatsapp", "watsapp"));
    await refuses("NO_PURPOSE", () => center.consent.revoke({ contact: "maria", purposes: [] }));
    const words = { controller: "Acme", statement: "Quero", act: "checkbox", evidence: { form: "7" } } as const;
    await center.consent.grant({ contact: "maria", purposes: ["offers"], channels: ["post"], ...words });
    await revoke("post", "email");
    await refuses("UNKNOWN_CHANNEL", () => center.consent.revoke({ contact: "rui", channels: ["post"] }));
    await center.channels.set("post", {});
    await center.consent.revoke({ contact: "rui", channels: ["post"] });
    await center.consent.revoke({ contact: "rui" });
  });

  test.each([
    ["UNKNOWN_PURPOSE", ["offers", "ofers"]],
    ["UNKNOWN_PURPOSE", ["*"]],
    ["BASIS_NOT_CONSENT", ["billing"]],
  ] as const)("is refused with %s of a question about %j: no yes could grant it", async (code, purposes) => {
    const to = { contact: "maria", channel: "whatsapp" };
    await refuses(code, () => center.outbound.asked({ ...to, purposes, controller: "Acme", statement: "Posso?" }));
    expect(await center.outbound.received({ ...to, text: "sim" })).toEqual({ verdict: "none" });
  });

  test.each([
    ["a NUL", "a\0"],
    ["half an emoji", "😀".slice(0, 1)],
  ])("is refused of a contact with %s, whom a store could not tell from another", async (_, contact) => {
    const message = { contact, channel: "whatsapp" };
    await refuses("INVALID_CONTACT", () => center.outbound.authorize({ ...message, purpose: "offers" }));
    await refuses("INVALID_CONTACT", () => center.outbound.received({ ...message, text: "SAIR" }));
    await refuses("INVALID_CONTACT", () => center.outbound.decisions({ contact }));
  });

  test("revokes where an opt-out was cut in the middle of an emoji", async () => {
    const text = "SAIR 😀".slice(0, -1);
    const { receipt } = await center.outbound.received({ contact: "maria", channel: "whatsapp", text });
    const last = (await center.consent.history("maria")).at(-1);
    expect(last).toMatchObject({ seq: receipt?.seq, kind: "revocation", evidence: { message: "SAIR \uFFFD" } });
  });

  test.each([undefined, null, "2026-03-01", Number.NaN, -1, new Date(Number.NaN)])(
    "forgets no decision made before %s",
    async (before) => {
      await refuses("INVALID_TIME", () => center.outbound.purge(before as never));
    },
  );

  test("forgets the decisions made before a Date", async () => {
    expect(await center.outbound.purge(new Date("2026-03-02T15:00:00Z"))).toBe(0);
    expect(await center.outbound.purge(new Date("2026-03-03T00:00:00Z"))).toBe(1);
    expect(await center.outbound.decisions()).toEqual([]);
  });

  test.each([{ limit: -1 }, { limit: "5" }, { limit: Number.NaN }, { since: 5 }, null])(
    "tells no decisions by %j",
    async (filter) => {
      const empty = await createCenter();
      await expect(empty.outbound.decisions(filter as never)).rejects.toMatchObject({ code: "INVALID_OUTBOUND" });
    },
  );
});
