/**
 * Files as they were read → a table for each kind among them, and what was refused with its reason. Pure and whole, so
 * that it can run in a thread with a time and a memory limit.
 */
import { type ReferenceKind, type ReferenceTables, referenceKinds } from "#terms/reference.ts";
import { recogniseDocument } from "./recognise-document.ts";
import { tabulateAttack } from "./tabulate-attack.ts";
import { tabulateCve } from "./tabulate-cve.ts";
import { tabulateEpss, tabulateKev } from "./tabulate-exploitation.ts";
import { tabulateGalaxy } from "./tabulate-galaxy.ts";
import { tabulateWarningLists } from "./tabulate-warning-lists.ts";
import type { OfficialDocument, Tabulate, Tabulated } from "./tabulated.ts";

const tabulators: Readonly<Record<ReferenceKind, Tabulate>> = {
  attack: tabulateAttack,
  galaxy: tabulateGalaxy,
  warninglists: tabulateWarningLists,
  kev: tabulateKev,
  epss: tabulateEpss,
  cve: tabulateCve,
};

export interface OfficialFile {
  /** Path or address as the user knows it. */
  readonly item: string;
  /** Unpacked; the caller holds to the limit on size. */
  readonly bytes: Uint8Array;
}

export interface TabulatedFiles {
  readonly tabulated: readonly Tabulated[];
  readonly refused: readonly { readonly item: string; readonly reason: string }[];
}

/** @param held the tables in force, whose parts that were not given again stay */
export const tabulateFiles = (files: readonly OfficialFile[], held: ReferenceTables): TabulatedFiles => {
  const refused: { item: string; reason: string }[] = [];
  const byKind = new Map<ReferenceKind, OfficialDocument[]>();
  for (const { item, bytes } of files) {
    const known = recogniseDocument(bytes);
    if (!known.ok) {
      refused.push({ item, reason: known.error });
      continue;
    }
    const document = { item, value: known.value.value };
    const others = byKind.get(known.value.kind);
    if (others === undefined) byKind.set(known.value.kind, [document]);
    else others.push(document);
  }
  const tabulated: Tabulated[] = [];
  for (const kind of referenceKinds) {
    const documents = byKind.get(kind);
    if (documents === undefined) continue;
    const result = tabulators[kind](documents, held[kind]);
    if (result.ok) tabulated.push(result.value);
    else refused.push({ item: kind, reason: result.error });
  }
  return { tabulated, refused };
};
