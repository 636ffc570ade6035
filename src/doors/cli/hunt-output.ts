/** Where the results of a hunt go: standard output, or a file that is renamed into place when it is whole. */

import { createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { causeText } from "#kit/cause-text.ts";
import { unfinished } from "./exit-codes.ts";
import { print } from "./say.ts";
import { forgetUnfinished, noteUnfinished } from "./write-output.ts";

export interface HuntOutput {
  /** Waits until a slow reader has taken it. */
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

const toFile = async (path: string): Promise<HuntOutput> => {
  const target = resolve(path);
  const beside = `${target}.${process.pid}.part`;
  const fail = (cause: unknown): never => {
    throw unfinished(`${path}: Expected to write it but could not: ${causeText(cause)}`);
  };
  await mkdir(dirname(target), { recursive: true }).catch(fail);
  noteUnfinished(beside);
  const stream = createWriteStream(beside);
  let fault: unknown;
  stream.on("error", (cause) => {
    fault = cause;
  });
  const write = (text: string): Promise<void> =>
    new Promise((done, reject) => {
      stream.write(text, (cause) => (cause ? reject(cause) : done()));
    });
  return {
    write: (text) => write(text).catch(fail),
    end: async () => {
      await new Promise<void>((done) => {
        stream.end(() => done());
        if (fault !== undefined) done();
      });
      if (fault !== undefined) fail(fault);
      await rename(beside, target).catch(fail);
      forgetUnfinished(beside);
    },
  };
};

export const openHuntOutput = async (path: string | undefined): Promise<HuntOutput> =>
  path === undefined ? { write: print, end: async () => undefined } : toFile(path);
