/**
 * The package as it is published, which is what users run. What runs these files (tsx) gives every closure of the sources
 * its name each time it is made, and takes up to a third longer for that. The package's own name would lead to `src`,
 * through the paths of tsconfig.
 */
const built = (entry: string) => import(new URL(`../../dist/${entry}.js`, import.meta.url).href);

export const proximo: typeof import("proximo") = await built("index");
export const simulation: typeof import("proximo/simulation") = await built("simulation");
export const testing: typeof import("proximo/testing") = await built("testing");
export const { sqliteStore }: typeof import("proximo/sqlite") = await built("sqlite");
export const { postgresStore }: typeof import("proximo/postgres") = await built("postgres");
export const { redisStore }: typeof import("proximo/redis") = await built("redis");
