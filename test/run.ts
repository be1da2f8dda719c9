import { execFile } from "node:child_process";

/** Whose process it is; without, that of whoever runs this. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Runs a program to its end. @returns what it printed. @throws Error with all that it said, where it did not exit with 0. */
export function run(program: string, args: readonly string[], folder: string, user?: User): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024, ...user }, (error, printed, said) => {
      if (error === null) resolve(printed);
      else reject(new Error(`${program} ${args.join(" ")} failed (${error.code})\n${printed}${said}`));
    });
  });
}
