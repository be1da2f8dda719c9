import { changes } from "./changes.ts";
import { claims } from "./claims.ts";
import { configuration } from "./configuration.ts";
import { consent } from "./consent.ts";
import { decisions } from "./decisions.ts";
import { entries } from "./entries.ts";
import { occurrences } from "./occurrences.ts";
import { outboundTables } from "./outbound-tables.ts";
import { reading } from "./reading.ts";
import { standing } from "./standing.ts";
import { tables } from "./tables.ts";

/** What makes a schema of each version out of the one before. A step that was published is never changed: a new one follows. */
export const steps: readonly string[] = [
  [
    ...[tables, standing, entries, claims, changes, reading, configuration],
    ...[consent, outboundTables, decisions, occurrences],
  ].join("\n"),
];
