/** `watchfloor audit verify | export`. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Store } from "#store/index.ts";
import type { AuditHead } from "#terms/audit.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { countOf, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";
import { writeInPlace } from "./write-output.ts";

const withChain = <T>(use: (chain: Store["audit"]) => Promise<T>): Promise<T> =>
  withDesk("audit", ({ store }) => use(store.audit));

export const runAuditVerify = async (flags: { pinned?: AuditHead; json: boolean }): Promise<ExitCode> => {
  const state = await withChain((chain) => chain.verify(flags.pinned));
  const { head, entries, erasedNames, fault } = state;
  if (flags.json) await print(`${JSON.stringify(state, null, 2)}\n`);
  else if (fault === undefined) await print(`${head.seq}:${head.hash}\n`);
  if (fault !== undefined) {
    say(`The audit chain is broken at entry ${fault.seq}: ${fault.because} Entries before it hold.`);
    return exitCodes.findings;
  }
  const erased = erasedNames === 0 ? "" : `, ${countOf(erasedNames, "name")} erased`;
  say(`The audit chain holds: ${countOf(entries, "entry", "entries")}${erased}.`);
  return exitCodes.fine;
};

export const runAuditExport = (output: string | undefined): Promise<ExitCode> =>
  withChain(async (chain) => {
    if (output === undefined) {
      for await (const line of chain.export()) await print(line);
      return exitCodes.fine;
    }
    await writeInPlace(output, "the audit chain", (to) => pipeline(Readable.from(chain.export()), to));
    say(`Audit chain written to ${output}`);
    return exitCodes.fine;
  });
