import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqliteStore } from "proximo/sqlite";
import type { FreshStore } from "proximo/testing";
import { type Handle, libsql } from "./drivers.ts";

/** A database file in a folder of its own, and the handles on it. */
export class TemporaryFile {
  readonly #folder = mkdtempSync(join(tmpdir(), "proximo-sqlite-"));
  readonly path = join(this.#folder, "center.db");
  readonly #handles: Handle[] = [];

  constructor(private readonly opener: (file: string) => Handle = libsql.open) {}

  open(): Handle {
    const handle = this.opener(this.path);
    this.#handles.push(handle);
    return handle;
  }

  remove(): void {
    for (const handle of this.#handles) handle.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** A fresh store, and another as a second process would make it. */
export function opened(open: (file: string) => Handle): FreshStore {
  const file = new TemporaryFile(open);
  const store = () => sqliteStore({ database: file.open(), synchronous: "normal" });
  return { store: store(), another: store, dispose: () => file.remove() };
}
