/** Sources as the web sets them: look, add, change, take back, put back, import. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SourceRow } from "../../api/contract.ts";
import { ask, newKey, write } from "../app/ask.ts";

/** What a person sets of a source; durations as text. */
export type SourceFields = Pick<SourceRow, "address" | "every" | "staleAfter" | "tlp" | "reliability" | "language"> & {
  readonly title?: string | undefined;
};

export const useLook = () =>
  useMutation({
    mutationFn: ({ address, signal }: { readonly address: string; readonly signal: AbortSignal }) =>
      write("post", "/api/v1/sources/look", { body: { address }, asks: true, signal }),
  });

/** The list is asked again once something of it was set. */
const useChange = <T, R>(change: (what: T) => Promise<R>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ["sources"] }),
  });
};

export const useAddSource = () =>
  useChange((body: SourceFields & { readonly id?: string | undefined }) => write("post", "/api/v1/sources", { body }));

export interface SourceChange {
  readonly id: string;
  /** The version that was seen. */
  readonly version: number;
  readonly fields: SourceFields;
}

/** Puts back as well what was taken back. */
export const useChangeSource = () =>
  useChange(({ id, version, fields }: SourceChange) =>
    write("put", "/api/v1/sources/:id", { params: { id }, body: { ...fields, version } }),
  );

export const useTakeBack = () =>
  useChange(({ id, version }: { readonly id: string; readonly version: number }) =>
    write("delete", "/api/v1/sources/:id", { params: { id }, query: { version } }),
  );

export const useSourceDetail = (id: string) =>
  useQuery({
    queryKey: ["sources", id],
    queryFn: ({ signal }) => ask("/api/v1/sources/:id", { params: { id }, signal }),
    retry: false,
  });

/** The bytes as they are: the desk knows what encoding they are in. */
const base64Of = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]{0,200},/, ""));
    reader.onerror = () => reject(new Error("The file could not be read by this browser. Choose it again."));
    reader.readAsDataURL(file);
  });

const mostFileBytes = 5 * 1024 * 1024;

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const usePreview = () =>
  useMutation({
    mutationFn: async (file: File) => {
      if (file.size === 0) throw new Error(`Expected a list of feeds (OPML) but ${file.name} is empty.`);
      if (file.size > mostFileBytes)
        throw new Error(
          `Expected a list of at most ${megabytes(mostFileBytes)} but ${file.name} has ${megabytes(file.size)}.`,
        );
      return write("post", "/api/v1/sources/opml", { body: { opml: await base64Of(file) }, asks: true });
    },
  });

export interface ImportOf {
  readonly feeds: { readonly address: string; readonly title?: string }[];
  readonly forAll: Omit<SourceFields, "address" | "title">;
}

export const useImport = () =>
  useChange(({ feeds, forAll }: ImportOf) =>
    write("post", "/api/v1/sources/import", { body: { ...forAll, feeds }, key: newKey() }),
  );
