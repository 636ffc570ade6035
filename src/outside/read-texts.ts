/** Reads files as text, each within a limit; what cannot be read becomes a loss and the rest is read. UTF-8, or UTF-16 with a mark. */
import type { Loss } from "#terms/loss.ts";
import { systemDisk, tryDisk } from "./disk.ts";
import { type ListOptions, listFiles } from "./list-files.ts";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface ReadTexts {
  readonly files: readonly TextFile[];
  readonly losses: readonly Loss[];
}

const decode = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder("utf-8").decode(bytes);
};

export const readTexts = async (
  paths: readonly string[],
  options: ListOptions & { readonly maxBytes?: number } = {},
): Promise<ReadTexts> => {
  const listed = await listFiles(paths, options);
  const maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
  const files: TextFile[] = [];
  const losses = [...listed.losses];
  for (const { name, path } of listed.files) {
    const bytes = await tryDisk(() => systemDisk.read(path, maxBytes));
    if (bytes.ok) files.push({ path: name, text: decode(bytes.value) });
    else losses.push({ step: "collect", item: name, reason: bytes.error.reason, detail: bytes.error.detail });
  }
  return { files, losses };
};
