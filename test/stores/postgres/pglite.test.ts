import { PGlite } from "@electric-sql/pglite";
import { postgresStore } from "proximo/postgres";
import { storeContract } from "proximo/testing";
import { afterAll, describe, test } from "vitest";
import { wipe } from "./wipe.ts";

const pool = new PGlite();
const another = () => postgresStore({ pool });
const open = () => ({ store: another(), another, dispose: () => wipe(pool, "proximo") });

storeContract({ describe, test }, "PGlite", open, { runs: process.env.PROXIMO_LONG ? 1_000 : 30, timeout: 900_000 });

afterAll(() => pool.close());
