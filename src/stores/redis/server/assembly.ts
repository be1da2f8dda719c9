/**
 * Lua that scripts share: one table of functions, of which a script has those that it can come to. Each run
 * pays for every local that a function refers to: hence one table, and numbers with a name are written into the text.
 */
export interface Library {
  readonly uses?: readonly Library[];
  readonly constants?: Readonly<Record<string, number>>;
  /** Members that few runs call: what nothing else can come to is made when they are called. */
  readonly seldom?: readonly string[];
  readonly text: string;
}

/** A library taken apart: what stands before its table, and the members of the table. */
interface Parts {
  readonly table: string | undefined;
  readonly before: string;
  readonly members: ReadonlyMap<string, Member>;
}

interface Member {
  readonly table: string;
  readonly text: string;
  readonly isFunction: boolean;
  readonly isSeldom: boolean;
}

/** `local name`, `name = { members }`: that a table is there before its members lets them call each other. */
const TABLE = /^local (\w+)\n\1 = \{\n(.*)^\},?$/ms;
/** Each member begins two spaces in. */
const MEMBERS = /^ {2}(?=\w+ = )/m;

/**
 * The Lua of a script: of its libraries only what it can come to, each function of a table by way of `table.member`.
 *
 * A script is compiled once, but each run makes its functions anew: of sixty, that takes longer than what it is run for. What
 * only a member can come to that is `seldom` called is made within it, once it is.
 */
export function assembled(libraries: readonly Library[], body: string): string {
  const parts = libraries.map(taken);
  const all = new Map(parts.flatMap(({ members }) => [...members]));
  const main = reached(body, all, new Set(), false);
  const later = [...main].flatMap((path) => laterThan(path, all, main));
  // What is no function is kept from call to call.
  for (const path of later) if (!all.get(path)!.isFunction) main.add(path);

  const tables = parts.flatMap(({ table }) => table ?? []).filter((table) => [...main, ...later].some(within(table)));
  const texts = tables.map((table) => {
    const members = [...main].filter(within(table)).map((path) => `${textOf(path, all, main)},`);
    return `${table} = {\n${members.join("\n")}\n}`;
  });
  const locals = tables.length === 0 ? [] : [`local ${tables.join(", ")}`];
  return [...parts.map(({ before }) => before), ...locals, ...texts, body].filter((text) => text !== "").join("\n");
}

function taken({ text, seldom = [] }: Library): Parts {
  const bare = text.replace(/^ *--.*\n/gm, "").trim();
  const [whole, table, inside] = TABLE.exec(bare) ?? [];
  if (whole === undefined || table === undefined) return { table: undefined, before: bare, members: new Map() };
  const members = inside!.split(MEMBERS).map((member): [string, Member] => {
    const name = /^\w+/.exec(member.trim())?.[0] ?? "";
    const text = member.trim().replace(/,$/, "");
    return [
      `${table}.${name}`,
      { table, text, isFunction: /^\w+ = function\(/.test(text), isSeldom: seldom.includes(name) },
    ];
  });
  return { table, before: bare.replace(whole, "").trim(), members: new Map(members.slice(1)) };
}

/** What a text can come to, what that can come to, and so on; past members that are seldom called only if asked for. */
function reached(text: string, all: ReadonlyMap<string, Member>, found: Set<string>, pastSeldom: boolean): Set<string> {
  for (const [path] of text.matchAll(/\b\w+\.\w+\b/g)) {
    const member = all.get(path);
    if (member === undefined || found.has(path)) continue;
    found.add(path);
    if (pastSeldom || !member.isSeldom) reached(member.text, all, found, pastSeldom);
  }
  return found;
}

/** What a member that is seldom called can come to, and nothing else of the script can. */
function laterThan(path: string, all: ReadonlyMap<string, Member>, main: ReadonlySet<string>): string[] {
  const { text, isSeldom } = all.get(path)!;
  return isSeldom ? [...reached(text, all, new Set(), true)].filter((other) => !main.has(other)) : [];
}

function textOf(path: string, all: ReadonlyMap<string, Member>, main: ReadonlySet<string>): string {
  const { text } = all.get(path)!;
  const later = laterThan(path, all, main).map((other) => `${other.split(".")[0]}.${all.get(other)!.text}`);
  return later.length === 0 ? text : text.replace(/^(.*\))\n/, (head) => `${head}${later.join("\n")}\n`);
}

const within = (table: string) => (path: string) => path.startsWith(`${table}.`);
