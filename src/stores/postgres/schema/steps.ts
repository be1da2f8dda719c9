import { agents } from "./agents.ts";
import { agentsTables } from "./agents-tables.ts";
import { changes } from "./changes.ts";
import { claims } from "./claims.ts";
import { closing } from "./closing.ts";
import { configuration } from "./configuration.ts";
import { consent } from "./consent.ts";
import { consentTables } from "./consent-tables.ts";
import { decisions } from "./decisions.ts";
import { dueWork } from "./due-work.ts";
import { entries } from "./entries.ts";
import { lanes } from "./lanes.ts";
import { occurrences } from "./occurrences.ts";
import { outboundTables } from "./outbound-tables.ts";
import { reading } from "./reading.ts";
import { reportsTables, windowColumn } from "./reports-tables.ts";
import {
  retiredFrom1,
  retiredFrom2,
  retiredFrom3,
  retiredFrom4,
  retiredFrom5,
  retiredFrom6,
  retiredFrom7,
  retiredFrom8,
  retiredFrom11,
} from "./retired.ts";
import { settling } from "./settling.ts";
import { standing } from "./standing.ts";
import { contactColumn, joiningColumn } from "./standing-tables.ts";
import { tables } from "./tables.ts";
import { taking } from "./taking.ts";
import { tallies } from "./tallies.ts";

/**
 * What makes the tables of each version out of those before. A step that was published is never changed: a new one follows,
 * and begins with the functions that are no more, or are called otherwise now, if there are any.
 */
export const steps: readonly string[] = [
  [tables, consentTables, outboundTables].join("\n"),
  [retiredFrom1, agentsTables].join("\n"),
  retiredFrom2,
  retiredFrom3,
  retiredFrom4,
  retiredFrom5,
  retiredFrom6,
  [retiredFrom7, reportsTables].join("\n"),
  retiredFrom8,
  windowColumn,
  [joiningColumn, contactColumn].join("\n"),
  retiredFrom11,
];

/** What this version does with the tables: put in the place of what the versions before did, after the last of the steps. */
export const functions: string = [
  ...[standing, dueWork, entries, taking, claims, settling, closing, changes],
  ...[reading, lanes, agents, tallies, configuration],
  ...[consent, decisions, occurrences],
].join("\n");
