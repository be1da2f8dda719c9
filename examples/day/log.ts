import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream";
import { inspect } from "node:util";
import { type CsvError, parse } from "csv-parse";
import type * as z from "zod";
import { BadRows, type Source } from "./source.ts";

/** A row that is sound, and the line of the file it stands on. */
export interface Line<Row> {
  readonly line: number;
  readonly row: Row;
}

/** What the reader of one kind of log has to say; `Log` does the rest. */
export interface Format<Row> {
  readonly schema: z.ZodType<Row>;
  /** The columns it reads; a file without them is no such log. */
  readonly columns: readonly string[];
  /** The date a row belongs to, as the log writes it: dates of one log compare as text. */
  readonly date: (row: Row) => string;
}

/** A log on disk, read as a stream: one day of it is in memory at a time. */
export class Log<Row> {
  readonly bad = new BadRows();
  readonly leftOut = new Map<string, number>();
  readonly #file: string;
  readonly #format: Format<Row>;
  readonly #bytes: number;
  #read = 0;

  private constructor(file: string, format: Format<Row>, bytes: number) {
    this.#file = file;
    this.#format = format;
    this.#bytes = bytes;
  }

  /** Fails where there is no such file. */
  static async open<Row>(file: string, format: Format<Row>): Promise<Log<Row>> {
    return new Log(file, format, (await stat(file)).size);
  }

  /** How much of the file has been read, from 0 to 1. */
  get progress(): number {
    return this.#bytes === 0 ? 1 : this.#read / this.#bytes;
  }

  /** What every source of this kind says of itself. */
  get account(): Pick<Source, "pace" | "progress" | "bad" | "leftOut"> {
    return { pace: "day", progress: () => this.progress, bad: this.bad, leftOut: this.leftOut };
  }

  /** A sound row that is no contact of ours. */
  leaveOut(reason: string): void {
    this.leftOut.set(reason, (this.leftOut.get(reason) ?? 0) + 1);
  }

  /**
   * The rows of each date, in the order of the file. A row that comes after its day is over is a bad row; so is one whose
   * date lies ahead of the row that follows it, or a single slip of the pen would end the day for all the rest.
   */
  async *days(): AsyncGenerator<{ date: string; lines: Line<Row>[] }> {
    let day: { date: string; lines: Line<Row>[] } = { date: "", lines: [] };
    // The first row of a later date, believed once the next one does not contradict it.
    let ahead: { date: string; lines: [Line<Row>] } | undefined;
    for await (const next of this.#lines()) {
      const date = this.#format.date(next.row);
      if (ahead !== undefined && date >= ahead.date) {
        if (day.lines.length > 0) yield day;
        day = ahead;
        ahead = undefined;
      } else if (ahead !== undefined && date >= day.date) {
        this.bad.add(ahead.lines[0].line, `dated ${ahead.date}, before a row of ${date}`);
        ahead = undefined;
      }
      if (date < day.date) this.bad.add(next.line, `dated ${date}, after the rows of ${day.date}`);
      else if (date === day.date) day.lines.push(next);
      else ahead = { date, lines: [next] };
    }
    if (day.lines.length > 0) yield day;
    if (ahead !== undefined) yield ahead;
  }

  async *#lines(): AsyncGenerator<Line<Row>> {
    const parser = parse({
      bom: true,
      columns: (header: string[]) => this.#checked(header),
      info: true,
      // Neither log quotes: a stray quote is a character of its field and cannot swallow the lines after it.
      quote: false,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error) => void this.bad.add(lineOf(error), error?.message ?? "not a row of this log"),
    });
    // An error of the file destroys the parser, and so ends the loop below by throwing.
    pipeline(createReadStream(this.#file), parser, () => {});
    for await (const { record, info } of parser) {
      this.#read = info.bytes;
      const parsed = this.#format.schema.safeParse(record);
      if (parsed.success) yield { line: info.lines, row: parsed.data };
      else this.bad.add(info.lines, told(parsed.error));
    }
  }

  #checked(header: string[]): string[] {
    const missing = this.#format.columns.filter((column) => !header.includes(column));
    if (missing.length === 0) return header;
    // It may be no text at all, and one line of a gigabyte.
    const got = inspect(header.join(",").slice(0, 80));
    throw new Error(`${this.#file}: expected a header with the columns ${missing.join(", ")}, got ${got}`);
  }
}

function lineOf(error: CsvError | undefined): number {
  return typeof error?.lines === "number" ? error.lines : 0;
}

function told({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [...path, message].join(" ")).join("; ");
}
