import fc from "fast-check";

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Centers of up to 40 agents, idle or overloaded, whose chain is solved in a moment. */
export const smallCenters = fc
  .record({
    agents: fc.integer({ min: 1, max: 40 }),
    serviceRate: positive(0.1, 10),
    load: positive(0.05, 2),
    impatience: positive(0.05, 5),
    target: positive(0, 1),
  })
  .map(({ agents, serviceRate, load, impatience, target }) => ({
    arrivalRate: load * agents * serviceRate,
    serviceRate,
    patienceRate: impatience * serviceRate,
    agents,
    target: target / serviceRate,
  }));

/** A number of any size, as likely small as large. */
const ofAnySize = (least: number, most: number) =>
  positive(Math.log10(least), Math.log10(most)).map((power) => Math.min(Math.max(10 ** power, least), most));

/** Whatever is accepted, of up to 2,000 agents. */
export const anyCenters = fc.record({
  agents: ofAnySize(1, 2_000).map(Math.round),
  serviceRate: ofAnySize(1e-50, 1e50),
  arrivalRate: fc.oneof(fc.constant(0), ofAnySize(1e-50, 1e50)),
  patienceRate: ofAnySize(1e-50, 1e50),
  target: fc.oneof(fc.constant(0), ofAnySize(1e-50, 1e50)),
});
