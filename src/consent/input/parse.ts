import * as z from "zod";
import { RETENTION_INCISOS } from "../../model/consent.ts";
import type { ErrorCode } from "../../model/errors.ts";
import { isIdentifier, isName } from "../../model/identifier.ts";
import { type FieldCodes, parser } from "../../model/parse.ts";
import { isMoment } from "../../model/time.ts";
import { LEGAL_BASES } from "./bases.ts";
import {
  addresses,
  affirmativeAct,
  channels,
  evidence,
  grantedPurposes,
  identifier,
  moment,
  purposes,
  reader,
  shownEvidence,
  versions,
  words,
} from "./fields.ts";
import type { CheckInput } from "./inputs.ts";

/** The refusal that a field stands for, whatever is wrong with it; each kind of input may add its own. */
const CODES: FieldCodes = {
  contact: "INVALID_ID",
  channel: "INVALID_ID",
  purpose: "INVALID_ID",
  at: "INVALID_TIME",
  until: "INVALID_TIME",
  since: "INVALID_TIME",
  knownAt: "INVALID_TIME",
  channels: "INVALID_CHANNEL",
  addresses: "INVALID_CHANNEL",
  purposes: "NO_PURPOSE",
};

/** Of the ledger's inputs: what is wrong elsewhere than in these fields is an `INVALID_CONSENT`, unless said otherwise. */
const ledgerParser = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  codes: FieldCodes = {},
  otherwise: ErrorCode = "INVALID_CONSENT",
) => parser(name, schema, { ...CODES, ...codes }, otherwise);

/** Of what is recorded by the hundred thousand: what is plainly right is read at once, and the schema asked about the rest. */
const busyParser = <Schema extends z.ZodObject>(name: string, schema: Schema, codes?: FieldCodes) => {
  const read = reader(schema);
  const parse = ledgerParser(name, schema, codes);
  return (input: unknown) => read(input) ?? parse(input);
};

export const parsePurpose = ledgerParser(
  "purpose",
  z.strictObject({
    id: identifier,
    description: words,
    basis: z.enum(LEGAL_BASES),
    since: moment.optional(),
    notice: z.strictObject({
      controller: words,
      contact: words,
      language: words,
      text: words,
      duration: words.optional(),
      sharing: words.optional(),
      rights: words.optional(),
    }),
  }),
  {},
  "INVALID_PURPOSE",
);

export const parseGrant = busyParser(
  "grant",
  z.strictObject({
    contact: identifier,
    controller: words,
    purposes: grantedPurposes,
    channels,
    addresses: addresses.optional(),
    statement: words,
    language: words.optional(),
    act: affirmativeAct,
    evidence: shownEvidence,
    at: moment.optional(),
    until: moment.optional(),
    notice: versions.optional(),
  }),
  { statement: "EMPTY_STATEMENT", act: "NOT_AFFIRMATIVE", evidence: "NO_EVIDENCE", notice: "UNKNOWN_NOTICE" },
);

/** A revocation, or the resumption that takes an objection back. */
export const parseRevocation = busyParser(
  "revocation",
  z.strictObject({
    contact: identifier,
    purposes: purposes.optional(),
    channels: channels.optional(),
    act: words.optional(),
    evidence: evidence.optional(),
    at: moment.optional(),
  }),
);

export const parseInformation = busyParser(
  "information",
  z.strictObject({
    contact: identifier,
    purposes,
    notice: versions.optional(),
    evidence: evidence.optional(),
    at: moment.optional(),
  }),
  { notice: "UNKNOWN_NOTICE" },
);

const parseCheckSlowly = ledgerParser(
  "check",
  z.object({
    contact: identifier,
    channel: identifier,
    purpose: identifier,
    address: z.string().optional(),
    at: moment.optional(),
    knownAt: moment.optional(),
  }),
);

/**
 * A gate asks a million times a second: what is plainly right is not taken apart and put together again. No store is asked
 * about channel and purpose.
 */
export function parseCheck(input: CheckInput): PlainCheck {
  return isPlain(input) ? input : parseCheckSlowly(input);
}

type PlainCheck = CheckInput & { readonly at?: number | undefined; readonly knownAt?: number | undefined };

function isPlain(input: CheckInput): input is PlainCheck {
  return (
    isName(input?.contact) &&
    isIdentifier(input.channel) &&
    isIdentifier(input.purpose) &&
    (input.address === undefined || typeof input.address === "string") &&
    (input.at === undefined || isMoment(input.at)) &&
    (input.knownAt === undefined || isMoment(input.knownAt))
  );
}

export const parseErasure = ledgerParser(
  "erasure",
  z.strictObject({
    contact: identifier,
    reason: words.optional(),
    keep: z
      .strictObject({
        inciso: z.enum(RETENTION_INCISOS),
        until: moment,
        entries: z.array(z.int().min(1)).optional(),
      })
      .optional(),
  }),
  { keep: "INVALID_RETENTION" },
);

export const parseCheckpoint = ledgerParser(
  "checkpoint",
  z.strictObject({
    size: z.int().min(0),
    head: z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits"),
  }),
);

export const parseContact = parser("contact", identifier, {}, "INVALID_ID");
