/** So many times as much is measured against. */
const TIMES = 16;
/** Between sixteen, of what grows with the number, and 256, of what grows with its square: four times off either way. */
export const SQUARE = 64;

/**
 * How many times as much processor time sixteen times as many take. Each is taken at its best of three, since nothing but
 * others' work makes it longer.
 *
 * @param prepare sets the stage, and says what is measured.
 */
export async function growth(few: number, prepare: (many: number) => Promise<() => unknown>): Promise<number> {
  const best = async (many: number): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const act = await prepare(many);
      const before = process.cpuUsage();
      await act();
      const { user, system } = process.cpuUsage(before);
      times.push(user + system);
    }
    return Math.min(...times);
  };
  await best(few);
  return (await best(TIMES * few)) / (await best(few));
}
