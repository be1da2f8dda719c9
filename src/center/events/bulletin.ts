import * as z from "zod";
import type { CenterEvents, Elsewhere } from "./events.ts";

const bulletin = z.object({
  from: z.string(),
  news: z.array(
    z.object({
      event: z.string().transform((name) => name as keyof CenterEvents),
      ticket: z.string().optional(),
      agent: z.string().optional(),
    }),
  ),
});

/** What is broadcast: by whom, and what has happened there. */
export interface Bulletin {
  readonly from: string;
  readonly news: readonly Elsewhere[];
}

/** Undefined for what is none: anybody may speak on a database's channel. */
export function bulletinIn(message: string): Bulletin | undefined {
  try {
    return bulletin.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
