import { ProximoError, shown } from "../../model/errors.ts";
import type { parseGrant, parseInformation, parseRevocation } from "../input/parse.ts";
import type { Definition, Purposes } from "./purposes.ts";
import type { GrantRecord, InformationRecord, NoticedPurpose, RevocationRecord } from "./records.ts";

/**
 * What is recorded of a grant.
 *
 * @throws ProximoError `FUTURE_DATE`, `INVALID_TIME`, `INVALID_CHANNEL`, `GENERIC_PURPOSE`, `UNKNOWN_PURPOSE`, `UNKNOWN_NOTICE`,
 * `NOTICE_AFTER_GRANT`, `BASIS_NOT_CONSENT`.
 */
export function grantRecord(input: ReturnType<typeof parseGrant>, purposes: Purposes, now: number): GrantRecord {
  const { at = now, until } = input;
  past(at, now, "grant.at");
  if (until !== undefined && until <= at)
    throw new ProximoError("INVALID_TIME", `grant.until: expected a moment after its beginning (${at}), got ${until}`);
  const channels = input.channels === "any" ? input.channels : sorted(input.channels);
  for (const channel in input.addresses)
    if (channels !== "any" && !channels.includes(channel))
      throw new ProximoError(
        "INVALID_CHANNEL",
        `grant.addresses: expected channels of the grant, got ${shown(channel)}`,
      );
  // Keys in order, which is how canonical JSON is written fastest.
  return {
    act: input.act,
    addresses: input.addresses,
    at,
    channels,
    controller: input.controller,
    evidence: input.evidence,
    language: input.language,
    purposes: grantable(purposes, registered(purposes, input.purposes, "grant.purposes"), input.notice, at),
    statement: input.statement,
    until,
  };
}

/**
 * What is recorded of a revocation, or of a resumption. It may take effect later than now: revoking is never refused for
 * its date (LGPD art. 8 §5).
 *
 * @throws ProximoError `GENERIC_PURPOSE`, `UNKNOWN_PURPOSE`.
 */
export function revocationRecord(
  input: ReturnType<typeof parseRevocation>,
  purposes: Purposes,
  now: number,
): RevocationRecord {
  const { act, at = now, channels, evidence, purposes: ids } = input;
  return {
    act,
    at,
    channels: channels === undefined || channels === "any" ? undefined : sorted(channels),
    evidence,
    purposes: ids && registered(purposes, ids, "revocation.purposes"),
  };
}

/**
 * What is recorded when a person was told of a notice.
 *
 * @throws ProximoError `FUTURE_DATE`, `GENERIC_PURPOSE`, `UNKNOWN_PURPOSE`, `UNKNOWN_NOTICE`, `NOTICE_AFTER_GRANT`.
 */
export function informationRecord(
  input: ReturnType<typeof parseInformation>,
  purposes: Purposes,
  now: number,
): InformationRecord {
  const { at = now, evidence, purposes: ids, notice } = input;
  past(at, now, "information.at");
  const told = noticed(purposes, registered(purposes, ids, "information.purposes"), notice, at);
  return { at, evidence, purposes: told.map(({ id, version }) => ({ id, notice: version })) };
}

/** In order, each once. One or two, as mostly, without sorting, which takes a kilobyte of memory however few there are. */
function sorted(ids: readonly string[]): readonly string[] {
  const [first, second] = ids as [string, string];
  if (ids.length === 1 || (ids.length === 2 && first < second)) return ids;
  if (ids.length === 2 && first > second) return [second, first];
  return ids.toSorted().filter((id, place, all) => id !== all[place - 1]);
}

/** The version of the notice as given: one for all, or by purpose. */
type NoticeGiven = string | Readonly<Record<string, string>> | undefined;

/**
 * @throws ProximoError `GENERIC_PURPOSE` for `"*"` (LGPD art. 8 §4: generic authorisations are void), `UNKNOWN_PURPOSE` for one
 * that was never registered.
 */
function registered(purposes: Purposes, ids: readonly string[], name: string): readonly string[] {
  for (const id of ids) {
    if (id === "*") throw new ProximoError("GENERIC_PURPOSE", `${name}: expected specific purposes, got "*"`);
    if (!purposes.has(id))
      throw new ProximoError("UNKNOWN_PURPOSE", `${name}: expected registered ones, got ${shown(id)}`);
  }
  return sorted(ids);
}

/**
 * Each purpose with the notice the person saw at that moment, in order of id.
 *
 * @throws ProximoError `UNKNOWN_NOTICE`; `NOTICE_AFTER_GRANT` where no notice, or not the one given, was in force by then: consent
 * must be informed beforehand (LGPD arts. 5 XII, 9 §1).
 */
function noticed(purposes: Purposes, ids: readonly string[], given: NoticeGiven, at: number): readonly Definition[] {
  const stray = typeof given === "object" ? Object.keys(given).find((id) => !ids.includes(id)) : undefined;
  if (stray !== undefined)
    throw new ProximoError(
      "UNKNOWN_NOTICE",
      `notice: expected versions for ${ids.join(", ")}, got one for ${shown(stray)}`,
    );
  return ids.map((id) => {
    const version = versionFor(id, given);
    if (version === undefined) {
      const definition = purposes.inForce(id, at);
      if (definition !== undefined) return definition;
      throw new ProximoError(
        "NOTICE_AFTER_GRANT",
        `at: expected a moment when a notice of ${shown(id)} was in force, got ${at}`,
      );
    }
    const definition = purposes.byVersion(id, version);
    if (definition === undefined)
      throw new ProximoError("UNKNOWN_NOTICE", `notice: expected a version of ${shown(id)}, got ${shown(version)}`);
    return definition;
  });
}

/** @throws ProximoError `NOTICE_AFTER_GRANT`; `BASIS_NOT_CONSENT` where the purpose did not rest on consent then. */
function grantable(
  purposes: Purposes,
  ids: readonly string[],
  given: NoticeGiven,
  at: number,
): readonly NoticedPurpose[] {
  return noticed(purposes, ids, given, at).map(({ id, since, version }) => {
    if (since > at)
      throw new ProximoError(
        "NOTICE_AFTER_GRANT",
        `notice: expected one in force at ${at}, got one of ${shown(id)} in force since ${since}`,
      );
    const basis = purposes.inForce(id, at)?.basis;
    if (basis !== "consent")
      throw new ProximoError(
        "BASIS_NOT_CONSENT",
        `purposes: expected those that rest on consent, got ${shown(id)} (${basis})`,
      );
    return { id, notice: version };
  });
}

function versionFor(id: string, given: NoticeGiven): string | undefined {
  if (given === undefined || typeof given === "string") return given;
  return Object.hasOwn(given, id) ? given[id] : undefined;
}

/** @throws ProximoError `FUTURE_DATE`. */
function past(at: number, now: number, name: string): number {
  if (at <= now) return at;
  throw new ProximoError("FUTURE_DATE", `${name}: expected a moment no later than now (${now}), got ${at}`);
}
