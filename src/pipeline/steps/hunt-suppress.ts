/** A file of suppressions: results that are known and wanted by nobody, as a list of `rule`, `host` and `until`. */

import { parse } from "yaml";
import { z } from "zod";
import type { Suppression } from "#defend/hunt/index.ts";
import { causeText } from "#kit/cause-text.ts";
import { readTexts } from "#outside/read-texts.ts";
import { WrongUse } from "../wrong-use.ts";

const schema = z.array(
  z
    .strictObject({
      rule: z.string().optional(),
      host: z.string().optional(),
      until: z.string().optional(),
      because: z.string().optional(),
    })
    .refine(({ rule, host }) => rule !== undefined || host !== undefined, "Expected a rule or a host"),
);

export const readSuppressions = async (paths: readonly string[]): Promise<Suppression[]> => {
  const { files, losses } = await readTexts(paths, { endings: [".yml", ".yaml"] });
  const [loss] = losses;
  if (loss !== undefined) throw new WrongUse(`${loss.item}: Expected a file of suppressions but found: ${loss.detail}`);
  return files.flatMap(({ path, text }) => {
    let value: unknown;
    try {
      value = parse(text, { maxAliasCount: 100, schema: "core" });
    } catch (cause) {
      throw new WrongUse(`${path}: Expected YAML but found: ${causeText(cause)}`);
    }
    const read = schema.safeParse(value);
    if (!read.success) throw new WrongUse(`${path}: Expected a list of suppressions: ${z.prettifyError(read.error)}`);
    return read.data.map(({ rule, host, until }): Suppression => {
      const untilMs = until === undefined ? undefined : Date.parse(until);
      if (Number.isNaN(untilMs)) throw new WrongUse(`${path}: Expected until as a time but found ${until}`);
      return {
        ...(rule === undefined ? {} : { rule }),
        ...(host === undefined ? {} : { host }),
        ...(untilMs === undefined ? {} : { untilMs }),
      };
    });
  });
};
