/** `watchfloor backup | restore | move`. */

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { causeText } from "#kit/cause-text.ts";
import { lookAtSecretKey } from "#outside/secret-key.ts";
import { type OpenedServer, openServer } from "#pipeline/open-desk.ts";
import { moveStore, readBackup, writeBackup } from "#pipeline/steps/back-up.ts";
import { asCommandError } from "./as-command-error.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { countOf, drawProgress, endProgress, print, say } from "./say.ts";
import { writeInPlace } from "./write-output.ts";

type Sums = Awaited<ReturnType<typeof readBackup>>;

const readPassphrase = async (file: string | undefined): Promise<string | undefined> => {
  if (file === undefined) {
    const named = process.env.WATCHFLOOR_PASSPHRASE;
    return named === undefined || named === "" ? undefined : named;
  }
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw unfinished(`${file}: Expected a readable file with the passphrase but found: ${causeText(cause)}`);
  });
  const passphrase = text.replace(/\r?\n$/, "");
  if (passphrase === "") throw wrongUse(`${file}: Expected a passphrase but the file is empty.`);
  return passphrase;
};

const withServer = async <T>(
  options: Parameters<typeof openServer>[0],
  use: (opened: OpenedServer) => Promise<T>,
): Promise<T> => {
  const opened = await openServer(options).catch((cause: unknown) => {
    throw asCommandError(cause);
  });
  try {
    return await use(opened);
  } finally {
    endProgress();
    await opened.close();
  }
};

const sayTables = async (sums: Sums): Promise<void> => {
  for (const { table, rows, sha256 } of sums) await print(`${table}\t${rows}\t${sha256}\n`);
};

export const runBackup = async (file: string, passphraseFile: string | undefined): Promise<ExitCode> => {
  const passphrase = await readPassphrase(passphraseFile);
  const sums = await withServer({ name: "backup", as: "use" }, ({ server, where }) =>
    writeInPlace(file, `a backup of ${where}`, async (to) => {
      const seen: Sums[number][] = [];
      await writeBackup(server, to, passphrase, (sum) => {
        seen.push(sum);
        drawProgress({ step: `backing up: ${sum.table}`, done: seen.length });
      });
      return seen;
    }),
  );
  await sayTables(sums);
  say(
    `Backup written to ${file}: ${countOf(
      sums.reduce((all, { rows }) => all + rows, 0),
      "row",
    )}`,
  );
  const key = await lookAtSecretKey();
  if (key.key !== undefined)
    say(
      `The key of the desk's secrets is not in it. Keep a copy of ${key.path} elsewhere: without it authenticators are lost.`,
    );
  if (passphrase === undefined)
    say(
      "WARNING: this backup is NOT encrypted. Whoever can read the file can read everything the desk holds. Name a passphrase: --passphrase-file FILE.",
    );
  return exitCodes.fine;
};

export const runRestore = async (file: string, passphraseFile: string | undefined): Promise<ExitCode> => {
  const passphrase = await readPassphrase(passphraseFile);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw unfinished(`${file}: Expected a backup but found no such file.`);
  const { sums, where } = await withServer({ name: "restore" }, async ({ server, where }) => {
    drawProgress({ step: "restoring" });
    const sums = await readBackup(createReadStream(file), server, passphrase).catch((cause: unknown) => {
      throw unfinished(`${file}: ${causeText(cause)} Nothing was restored.`);
    });
    return { sums, where };
  });
  await sayTables(sums);
  say(`Restored into ${where}: every table has the checksum of the backup.`);
  const key = await lookAtSecretKey();
  if (key.key === undefined)
    say(`Put the key of the desk that wrote it (secret.key) into ${key.path} before the desk starts.`);
  return exitCodes.fine;
};

export const runMove = async (): Promise<ExitCode> => {
  const address = process.env.DATABASE_URL;
  if (address === undefined || address === "")
    throw wrongUse("move: Expected the address of an empty database in DATABASE_URL but found none.");
  const { sums, where } = await withServer({ name: "move", databaseUrl: "" }, (from) =>
    withServer({ name: "move", databaseUrl: address }, async (into) => {
      drawProgress({ step: "moving" });
      const sums = await moveStore(from.server, into.server).catch((cause: unknown) => {
        throw unfinished(`move: ${causeText(cause)} Nothing was moved.`);
      });
      return { sums, where: into.where };
    }),
  );
  await sayTables(sums);
  say(
    `Moved into ${where}: every table has the same checksum there. Start the desk with this DATABASE_URL from now on.`,
  );
  return exitCodes.fine;
};
