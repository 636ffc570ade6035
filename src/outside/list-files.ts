/**
 * The files a person points at, by name and size, without reading them: a file, or all of a folder in the order of names.
 *
 * Dotfiles are passed over, links are followed only inside the folder that was named, and nothing is listed twice. What
 * cannot be listed becomes a loss. `-` is standard input and stays the caller's.
 */
import { readdirSync, statSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { ok } from "#kit/result.ts";
import type { Loss } from "#terms/loss.ts";
import { isInside } from "./address-map.ts";
import { tryDisk } from "./disk.ts";

export interface ListedFile {
  /** What the user calls it. */
  readonly name: string;
  /** Where it is. */
  readonly path: string;
  /** Absent for a pipe that was named itself: it can be read once, and nobody knows how long it is. */
  readonly sizeBytes?: number;
  /** When it was last written, in milliseconds since 1970. */
  readonly changedMs: number;
}

export interface ListedFiles {
  readonly files: readonly ListedFile[];
  readonly losses: readonly Loss[];
}

export interface ListOptions {
  /** Only files of a folder with one of these endings; a file that is named itself is always taken. */
  readonly endings?: readonly string[];
  /** Files of a folder whose names end so are passed over, as `.cases.yaml`. */
  readonly except?: readonly string[];
  readonly maxFiles?: number;
}

const maxDepth = 64;
const defaultMaxFiles = 200_000;

class Walk {
  readonly files: ListedFile[] = [];
  readonly losses: Loss[] = [];
  readonly #seen = new Set<string>();
  readonly #options: ListOptions;
  #spent = false;

  constructor(options: ListOptions) {
    this.#options = options;
  }

  lose(item: string, reason: string, detail: string): void {
    this.losses.push({ step: "collect", item, reason, detail });
  }

  async visit(top: string, real: string, name: string, depth: number): Promise<void> {
    if (this.#seen.has(real) || this.#spent) return;
    this.#seen.add(real);
    const found = await tryDisk(async () => statSync(real));
    if (!found.ok) this.lose(name, found.error.reason, found.error.detail);
    else if (found.value.isDirectory()) await this.#folder(top, real, name, depth);
    else if (!found.value.isFile())
      this.lose(name, "not_a_file", "Expected a file or folder but it is a pipe, socket or device.");
    else this.#take({ name, path: real, sizeBytes: found.value.size, changedMs: found.value.mtimeMs }, depth);
  }

  #isWanted(path: string): boolean {
    const { endings, except } = this.#options;
    if (except?.some((ending) => path.endsWith(ending)) === true) return false;
    return endings === undefined || endings.includes(extname(path));
  }

  #take(file: ListedFile, depth: number): void {
    const { maxFiles = defaultMaxFiles } = this.#options;
    if (depth > 0 && !this.#isWanted(file.path.toLowerCase())) return;
    if (this.files.length >= maxFiles) {
      this.#spent = true;
      this.lose(file.name, "too_many_files", `Expected at most ${maxFiles} files; from here on nothing was read.`);
    } else this.files.push(file);
  }

  async #folder(top: string, real: string, name: string, depth: number): Promise<void> {
    if (depth >= maxDepth) {
      this.lose(name, "too_deep", `Expected at most ${maxDepth} folders inside each other.`);
      return;
    }
    // Without waiting: a rule set has hundreds of folders, and each wait costs more than the reading.
    const entries = await tryDisk(async () => readdirSync(real, { withFileTypes: true }));
    if (!entries.ok) {
      this.lose(name, entries.error.reason, entries.error.detail);
      return;
    }
    const shown = entries.value.filter((one) => !one.name.startsWith("."));
    for (const child of shown.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const item = join(name, child.name);
      const path = join(real, child.name);
      // Only a link may lead elsewhere, and rule sets have thousands of files.
      const target = child.isSymbolicLink() ? await tryDisk(() => realpath(path)) : ok(path);
      if (!target.ok) this.lose(item, target.error.reason, target.error.detail);
      else if (isInside(top, target.value)) await this.visit(top, target.value, item, depth + 1);
      else this.lose(item, "outside_folder", "A link leads out of the folder; it was not followed.");
    }
  }
}

export const listFiles = async (paths: readonly string[], options: ListOptions = {}): Promise<ListedFiles> => {
  const walk = new Walk(options);
  for (const path of paths) {
    const named = await tryDisk(() => stat(resolve(path)));
    if (named.ok && named.value.isFIFO()) {
      walk.files.push({ name: path, path: resolve(path), changedMs: named.value.mtimeMs });
      continue;
    }
    const top = await tryDisk(() => realpath(resolve(path)));
    if (top.ok) await walk.visit(top.value, top.value, path, 0);
    else walk.lose(path, top.error.reason, top.error.detail);
  }
  return { files: walk.files, losses: walk.losses };
};
