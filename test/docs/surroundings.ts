import * as proximo from "proximo";
import * as simulation from "proximo/simulation";
import * as testing from "proximo/testing";

const entryPoints = {
  proximo,
  "proximo/testing": testing,
  "proximo/simulation": simulation,
  "proximo/sqlite": { sqliteStore: undefined },
  "proximo/postgres": { postgresStore: undefined },
  "proximo/redis": { redisStore: undefined },
};

const exported = Object.entries(entryPoints).flatMap(([path, names]) =>
  Object.keys(names).map((name) => `var ${name}: typeof import("${path}").${name};`),
);

/**
 * What an example in a comment may speak of without saying where it comes from: whatever the package exports, and an
 * application around it.
 */
export const surroundings = `
  import type { Simulation } from "proximo/simulation";
  import type { Center, ChannelRegistry, Checkpoint, Clock, ConsentLedger, Store, Ticket, TicketQueue } from "proximo";
  declare global {
    ${exported.join("\n    ")}
    var center: Center;
    var channels: ChannelRegistry;
    var checkpoint: Checkpoint;
    var clock: Clock;
    var ledger: ConsentLedger;
    var monday: Simulation;
    var queue: TicketQueue;
    var ticket: Ticket;

    function myStore(options: { database: unknown }): Store;
    function notify(...words: unknown[]): void;
    function send(): Promise<void>;
    function startOfToday(): Date;
    function temporaryDatabase(): Promise<{ drop(): Promise<void> }>;
  }
`;
