import { memoryStore } from "proximo";
import { expect, test } from "vitest";
import { faulty } from "./faults/fault.ts";
import { gateFaults } from "./faults/gate.ts";
import { keepingFaults } from "./faults/keeping.ts";
import { lineFaults } from "./faults/line.ts";
import { servingFaults } from "./faults/serving.ts";
import { brokenPromises } from "./recording-runner.ts";

test("a store that is right breaks no promise, on a busy machine either", async () => {
  expect(await brokenPromises(memoryStore, 100_000)).toEqual(new Map());
});

test.each(Object.entries({ ...lineFaults, ...gateFaults, ...keepingFaults, ...servingFaults }))(
  "%s is noticed",
  async (_, fault) => {
    const broken = await brokenPromises(() => faulty(fault));
    expect([...broken.keys()]).toEqual(expect.arrayContaining([...fault.breaks]));
  },
);
