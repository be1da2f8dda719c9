import ts from "typescript";

/**
 * What a snippet says that it prints.
 *
 *     queue.next()?.id; // → t1
 *     console.log(queue.size, queue.urgency.urgent); // → 2 false
 *     queue.peek(2).map((ticket) => ticket.id);
 *     // → ["t1",
 *     // →  "t2"]
 *
 * A comment that begins with → stands behind a `console.log(…)` or behind an expression of its own, on the line where
 * it ends or alone on the lines below. It says what that prints: a value as console.log shows it, quotation marks and
 * line breaks aside, with … for whatever is there.
 */
export interface Claim {
  /** The line of the snippet on which the comment begins, from 0. */
  readonly line: number;
  readonly expected: string;
  /** The expression whose value is printed, or the name of the function that prints. */
  readonly printer: ts.Node | undefined;
}

/** What the program calls with the index of a claim, and with what is printed there. */
export const SAY = "__say";

export function claimsOf(code: string): Claim[] {
  const source = ts.createSourceFile("snippet.ts", code, ts.ScriptTarget.Latest, true);
  const claims: Claim[] = [];
  let last: Claim | undefined;
  for (const [line, text] of code.split("\n").entries()) {
    const [, before, expected] = text.match(/^(.*?)\/\/ *→ ?(.*)$/) ?? [];
    if (before === undefined || expected === undefined) last = undefined;
    else if (last !== undefined && before.trim() === "") {
      claims[claims.length - 1] = last = { ...last, expected: `${last.expected}\n${expected}` };
    } else {
      const endsOn = before.trim() === "" ? line - 1 : line;
      last = { line, expected, printer: printerEndingOn(endsOn, source) };
      claims.push(last);
    }
  }
  return claims;
}

/** The snippet as a program that says what each of its claims is about. */
export function saying(code: string, claims: readonly Claim[]): string {
  const edits = claims.flatMap(({ printer }, index) => {
    if (printer === undefined) return [];
    const [start, end] = [printer.getStart(), printer.getEnd()];
    if (isConsoleLog(printer)) return [{ at: start, cut: end - start, put: `${SAY}.bind(null, ${index})` }];
    return [
      { at: start, cut: 0, put: `${SAY}(${index}, ` },
      { at: end, cut: 0, put: ")" },
    ];
  });
  let program = code;
  for (const { at, cut, put } of edits.sort((a, b) => b.at - a.at))
    program = program.slice(0, at) + put + program.slice(at + cut);
  return program;
}

/** Whether what was printed is what was expected. */
export function agree(printed: string, expected: string): boolean {
  const parts = plain(expected)
    .split("…")
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(plain(printed));
}

const plain = (text: string) =>
  text
    .replaceAll(/["'`]/g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([[\]{}…]) ?/g, "$1")
    .trim();

const isConsoleLog = (node: ts.Node) => node.getText() === "console.log";

function printerEndingOn(line: number, source: ts.SourceFile): ts.Node | undefined {
  const ends = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getEnd()).line === line;
  let printer: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isConsoleLog(node.expression) && ends(node)) printer ??= node.expression;
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (printer !== undefined) return printer;
  return source.statements.filter(ts.isExpressionStatement).find(ends)?.expression;
}
