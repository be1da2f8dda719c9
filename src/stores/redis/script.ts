import { sha1 } from "@noble/hashes/legacy";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

/** Lua that scripts share: local functions and names, each after those it uses. */
export interface Library {
  readonly uses?: readonly Library[];
  readonly text: string;
}

export interface ScriptOptions {
  readonly uses: readonly Library[];
  /**
   * `grows`: refused where Redis is short of memory, before it begins. Everything else is let through: it reads, moves, or
   * frees. Redis asks at each command otherwise, and could stop a script in the middle.
   */
  readonly grows?: boolean;
  /** It only reads, so that a replica may run it. */
  readonly reads?: boolean;
}

/**
 * A script, run by its SHA-1: one atomic step of Redis 7. The first line lets Redis refuse it before it begins, and holds
 * it to keys of one slot.
 */
export class Script {
  readonly text: string;
  #sha: string | undefined;

  constructor(body: string, { uses, grows = false, reads = false }: ScriptOptions) {
    const flags = [...(grows || reads ? [] : ["allow-oom"]), ...(reads ? ["no-writes"] : [])];
    const first = flags.length === 0 ? "#!lua" : `#!lua flags=${flags.join(",")}`;
    this.text = [first, ...texts(uses), body].join("\n");
  }

  get sha(): string {
    this.#sha ??= bytesToHex(sha1(utf8ToBytes(this.text)));
    return this.#sha;
  }
}

function texts(libraries: readonly Library[], texts_ = new Set<string>()): Set<string> {
  for (const { uses = [], text } of libraries) {
    texts(uses, texts_);
    texts_.add(text);
  }
  return texts_;
}
