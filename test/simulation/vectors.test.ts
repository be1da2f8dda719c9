import { existsSync, readFileSync } from "node:fs";
import { erlangA, erlangC } from "proximo/simulation";
import { describe, expect, it } from "vitest";
import { expectAgreement } from "./agree.ts";

interface Vector {
  readonly id: string;
  readonly params: { lambda_: number; mu: number; theta: number; servers: number; target: number | null };
  readonly recomputed: { readonly [result: string]: number };
}

const file = new URL("../../../shared/data/queueing-vectors.json", import.meta.url);
const present = existsSync(file);
if (!present) console.log(`published queueing results not tried: ${file.pathname} is not there`);

const centerOf = ({ params: { lambda_, mu, servers, target } }: Vector) => ({
  ...{ arrivalRate: lambda_, serviceRate: mu, agents: servers, target: target ?? undefined },
});

describe.skipIf(!present)("published results, recomputed", () => {
  const vectors: { erlangC: Vector[]; erlangA: Vector[] } = present
    ? JSON.parse(readFileSync(file, "utf8"))
    : { erlangC: [], erlangA: [] };

  it("are there", () => {
    expect(vectors.erlangC.length).toBeGreaterThan(5);
    expect(vectors.erlangA.length).toBeGreaterThan(5);
  });

  it.each(vectors.erlangC)("Erlang C: $id", (vector) => {
    const { pWait, asa, occupancy, serviceLevel } = vector.recomputed;
    const expected = { waitProbability: pWait, averageWait: asa, occupancy, serviceLevel };
    expectAgreement(erlangC(centerOf(vector)), expected);
  });

  it.each(vectors.erlangA)("Erlang A: $id", (vector) => {
    const { pWait, pAbandon, ew, occupancy, servedWithinTargetOfAll } = vector.recomputed;
    const expected = { waitProbability: pWait, abandonProbability: pAbandon, averageWait: ew, occupancy };
    const result = erlangA({ ...centerOf(vector), patienceRate: vector.params.theta });
    expectAgreement(result, { ...expected, serviceLevel: servedWithinTargetOfAll });
  });
});
