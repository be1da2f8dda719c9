import { expect, test } from "vitest";
import { Emitter } from "../../src/model/emitter.ts";

interface Events {
  readonly rung: { readonly times: number };
  readonly silent: undefined;
}

test("whoever listens is told, in the order they came, until they no longer listen", () => {
  const emitter = new Emitter<Events>(["rung", "silent"]);
  const told: string[] = [];
  const stop = emitter.on("rung", ({ times }) => told.push(`first ${times}`));
  emitter.on("rung", ({ times }) => told.push(`second ${times}`));
  emitter.on("silent", () => told.push("never"));
  emitter.emit("rung", { times: 1 });
  stop();
  stop();
  emitter.emit("rung", { times: 2 });
  expect(told).toEqual(["first 1", "second 1", "second 2"]);
});

test("one function that listens twice is told twice, and stops one by one", () => {
  const emitter = new Emitter<Events>(["rung", "silent"]);
  let times = 0;
  const listener = () => times++;
  const stop = emitter.on("rung", listener);
  emitter.on("rung", listener);
  emitter.emit("rung", { times: 1 });
  stop();
  emitter.emit("rung", { times: 1 });
  expect(times).toBe(3);
});

test("whoever begins to listen while an event is told hears the next; whoever is stopped meanwhile hears it no more", () => {
  const emitter = new Emitter<Events>(["rung", "silent"]);
  const told: string[] = [];
  // Told of itself as well, it would listen anew for ever.
  const once = ({ times }: Events["rung"]) => {
    if (told.push(`once ${times}`) > 5) return;
    stopOnce();
    stopOnce = emitter.on("rung", once);
    stopLast();
  };
  let stopOnce = emitter.on("rung", once);
  const stopLast = emitter.on("rung", () => told.push("last"));
  emitter.emit("rung", { times: 1 });
  emitter.emit("rung", { times: 2 });
  expect(told).toEqual(["once 1", "once 2"]);
});

test("what a listener brings about is told when all have been told of what it heard", () => {
  const emitter = new Emitter<Events>(["rung", "silent"]);
  const told: string[] = [];
  emitter.on("rung", ({ times }) => {
    if (times < 3) emitter.emit("rung", { times: times + 1 });
    emitter.emit("silent", undefined);
  });
  emitter.on("silent", () => told.push("silent"));
  emitter.on("rung", ({ times }) => told.push(`rung ${times}`));
  emitter.emit("rung", { times: 1 });
  expect(told).toEqual(["rung 1", "rung 2", "silent", "rung 3", "silent", "silent"]);
});

test("a listener that fails stops nobody; its error is heard by the process", async () => {
  const unhandled: unknown[] = [];
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => unhandled.push(reason));
  try {
    const emitter = new Emitter<Events>(["rung", "silent"]);
    const told: number[] = [];
    const error = new Error("a listener's own");
    emitter.on("rung", () => {
      throw error;
    });
    emitter.on("rung", async () => Promise.reject(error));
    emitter.on("rung", ({ times }) => told.push(times));
    emitter.emit("rung", { times: 1 });
    expect(told).toEqual([1]);
    await new Promise(setImmediate);
    expect(unhandled).toEqual([error, error]);
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
  }
});

test.each([undefined, null, 5, "rung", {}])(
  "what cannot be called is refused as a listener at once: %j",
  (listener) => {
    const emitter = new Emitter<Events>(["rung", "silent"]);
    expect(() => emitter.on("rung", listener as never)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    // Were it kept, calling it would be a rejection that nobody handles.
    emitter.emit("rung", { times: 1 });
  },
);

test.each(["Rung", "toString", "__proto__", "", undefined])("what is never told is refused at once: %j", (name) => {
  const emitter = new Emitter<Events>(["rung", "silent"]);
  expect(() => emitter.on(name as never, () => {})).toThrow(
    expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining("expected rung, silent, got") }),
  );
});
