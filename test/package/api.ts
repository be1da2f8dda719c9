import { join } from "node:path";
import ts from "typescript";

/** The declarations in dist/, read once for all entry points. */
export class PublicSurface {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #printer = ts.createPrinter({ removeComments: true });
  readonly #frontDoor: ReadonlySet<ts.Symbol>;

  /** @param entries names of the files in the folder, without `.d.ts`; the first is the front door. */
  constructor(
    private readonly folder: string,
    private readonly entries: readonly string[],
  ) {
    const files = entries.map((entry) => this.#file(entry));
    this.#program = ts.createProgram(files, { module: ts.ModuleKind.NodeNext, strict: true, types: [] });
    this.#checker = this.#program.getTypeChecker();
    this.#frontDoor = new Set(this.#exportsOf(entries[0]!).values());
  }

  /**
   * What an entry point exports and all that is seen through it, by name, without comments and private members. What the
   * front door exports is declared in its own report, and only named in the others.
   */
  report(entry: string): string {
    const exported = [...this.#exportsOf(entry)];
    const elsewhere = entry === this.entries[0] ? new Set<ts.Symbol>() : this.#frontDoor;
    const seen = new Set(exported.map(([, symbol]) => symbol));
    // A set that grows while it is read is read to its end.
    for (const symbol of seen)
      if (!elsewhere.has(symbol)) for (const other of this.#seenThrough(symbol)) seen.add(other);

    const direct = new Set(exported.map(([, symbol]) => symbol));
    const named = [...seen].map((symbol): Named => [symbol.name, symbol]);
    const imported = named.filter(([, symbol]) => elsewhere.has(symbol));
    const passedOn = exported.filter(([, symbol]) => elsewhere.has(symbol));
    const own = exported.filter(([, symbol]) => !elsewhere.has(symbol));
    const hidden = named.filter(([, symbol]) => !elsewhere.has(symbol) && !direct.has(symbol));
    const list = (names: Named[]) =>
      `{ ${names
        .sort(byName)
        .map(([name]) => name)
        .join(", ")} }`;
    return [
      ...(imported.length > 0 ? [`import type ${list(imported)} from "proximo";`] : []),
      ...(passedOn.length > 0 ? [`export type ${list(passedOn)};`] : []),
      ...own.sort(byName).map(([, symbol]) => this.#print(symbol, "export ")),
      ...(hidden.length > 0 ? ["// Not exported, and seen through what is."] : []),
      ...hidden.sort(byName).map(([, symbol]) => this.#print(symbol, "")),
    ].join("\n\n");
  }

  /** What an entry point says that it has at run time. */
  values(entry: string): string[] {
    const isValue = (symbol: ts.Symbol) =>
      this.#behind(symbol).flags & ts.SymbolFlags.Value &&
      !symbol.declarations?.some((declaration) => ts.isExportSpecifier(declaration) && declaration.isTypeOnly);
    const symbols = this.#checker.getExportsOfModule(this.#moduleOf(entry));
    return symbols.filter(isValue).map(({ name }) => name);
  }

  #file(entry: string): string {
    return join(this.folder, `${entry}.d.ts`);
  }

  #moduleOf(entry: string): ts.Symbol {
    return this.#checker.getSymbolAtLocation(this.#program.getSourceFile(this.#file(entry))!)!;
  }

  #exportsOf(entry: string): Map<string, ts.Symbol> {
    const symbols = this.#checker.getExportsOfModule(this.#moduleOf(entry));
    return new Map(symbols.map((symbol) => [symbol.name, this.#behind(symbol)]));
  }

  #behind(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The declarations of ours that this one names. */
  #seenThrough(symbol: ts.Symbol): Set<ts.Symbol> {
    const found = new Set<ts.Symbol>();
    const visit = (node: ts.Node): void => {
      if (isPrivate(node)) return;
      const named = ts.isIdentifier(node) ? this.#checker.getSymbolAtLocation(node) : undefined;
      const other = named && this.#behind(named);
      if (other?.declarations?.some((declaration) => this.#isOurs(declaration))) found.add(other);
      ts.forEachChild(node, visit);
    };
    for (const declaration of symbol.declarations ?? []) visit(declaration);
    return found;
  }

  #isOurs(declaration: ts.Declaration): boolean {
    const { parent } = statementOf(declaration);
    return parent !== undefined && ts.isSourceFile(parent) && parent.fileName.startsWith(this.folder);
  }

  #print(symbol: ts.Symbol, prefix: "export " | ""): string {
    const printed = (symbol.declarations ?? []).map((declaration) => {
      const { transformed } = ts.transform(statementOf(declaration), [withoutPrivates]);
      return this.#printer.printNode(ts.EmitHint.Unspecified, transformed[0]!, declaration.getSourceFile());
    });
    return printed.map((text) => legible(text.replace(/^(export )?(declare )?/, prefix))).join("\n");
  }
}

type Named = [name: string, symbol: ts.Symbol];

const byName = ([a]: Named, [b]: Named) => (a < b ? -1 : 1);

const statementOf = (declaration: ts.Declaration): ts.Node =>
  ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;

/** `#private`, `private` and `@internal` members. */
function isPrivate(node: ts.Node): boolean {
  if (!ts.isClassElement(node)) return false;
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true;
  if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) return true;
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "internal");
}

const withoutPrivates: ts.TransformerFactory<ts.Node> = (context) => {
  const visit = (node: ts.Node): ts.Node | undefined =>
    isPrivate(node) ? undefined : ts.visitEachChild(node, visit, context);
  return (root) => visit(root)!;
};

const WIDTH = 120;

/** Indented by two, and each name of a long union on a line of its own, so that a review shows the one that changed. */
function legible(text: string): string {
  const indented = text.replaceAll(/^( {4})+/gm, ({ length }) => " ".repeat(length / 2));
  return indented.replace(/^(.* =) ("[^"]*"(?: \| "[^"]*")+);$/m, (line, head: string, union: string) =>
    line.length <= WIDTH
      ? line
      : `${head}${union
          .split(" | ")
          .map((name) => `\n  | ${name}`)
          .join("")};`,
  );
}
