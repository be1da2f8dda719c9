import { expect, test } from "vitest";
import { salts } from "../../src/consent/chain/salts.ts";

test("writes 32 random bytes for each salt, and keeps none of them", () => {
  const pools: Uint8Array[] = [];
  const drawn: string[] = [];
  const salt = salts((bytes) => {
    for (let place = 0; place < bytes.length; place++) bytes[place] = 7 * place + pools.length;
    pools.push(bytes);
    drawn.push(Buffer.from(bytes).toString("hex"));
  });
  const written = Array.from({ length: 256 }, salt).join("");
  expect(written).toBe(drawn.join(""));
  expect(drawn).toHaveLength(2);
  expect(pools.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
});
