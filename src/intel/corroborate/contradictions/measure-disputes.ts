/**
 * One number, told of different things: scanned by one and breached by another, downloads here and victims there, bits
 * and bytes. And a few against very many.
 */
import type { QuantityMention } from "#terms/mention.ts";
import { hitOnes, person, pluralOf } from "./count-words.ts";
import { type Count, printNumber, readCounts } from "./read-counts.ts";
import { acrossArticles, type Dispute, type DisputeRule, type Material, type Side, type Statement } from "./side.ts";

const scanned = /\b(?:scann|prob(?:ed|es|ing)|reconnaissance|looked at)/;
const breached = new Set(["breach", "take"]);

const sideAt = (value: string, statement: Statement): Side => ({ value, span: statement.span });

const isScan = (count: Count): boolean => count.deeds.has("scan");
const isHarm = (count: Count): boolean => !isScan(count) && [...count.deeds].some((deed) => breached.has(deed));

/** One outlet's "breached" is another's "scanned": same number, same noun, another deed. */
export const scanDisputes: DisputeRule = (material) => {
  const counts = readCounts(material.statements);
  for (const scan of counts) {
    if (!isScan(scan)) continue;
    const same = (count: Count): boolean =>
      count.value === scan.value && (count.noun === scan.noun || (hitOnes.test(count.noun) && hitOnes.test(scan.noun)));
    const breaches = counts.filter(
      (count) => same(count) && isHarm(count) && count.statement.articleId !== scan.statement.articleId,
    );
    if (breaches.length === 0) continue;
    const number = `${printNumber(scan.value)} ${pluralOf(scan.noun)}`;
    const limits = material.claims.filter((claim) => claim.types.includes("recon_limit") && scanned.test(claim.shape));
    return [
      {
        about: "scanned or breached",
        sides: [
          ...counts
            .filter((count) => same(count) && isScan(count))
            .map((count) => sideAt(`reconnaissance of ${number}`, count.statement)),
          ...limits.map((claim) => ({ value: `reconnaissance of ${number}`, span: claim.evidence })),
          ...breaches.map((count) => sideAt(`breaches in ${number}`, count.statement)),
        ],
      },
    ];
  }
  return [];
};

/** Reach of a package or page is not its victims: "3.1 million downloads", "3.1 million developers infected". */
export const exposureDisputes: DisputeRule = (material) => {
  const counts = readCounts(material.statements).filter((count) => count.value >= 100);
  for (const reach of counts) {
    if (!/^(?:download|visit|view|customer|subscriber|contract|user)$/.test(reach.noun) || isHarm(reach)) continue;
    const harmed = counts.filter(
      (count) =>
        count.value === reach.value &&
        isHarm(count) &&
        count.statement.articleId !== reach.statement.articleId &&
        (person.test(count.noun) || /^(?:computer|device|system|machine|server)$/.test(count.noun)) &&
        count.noun !== reach.noun,
    );
    if (harmed.length === 0) continue;
    return [
      {
        about: "reach or victims",
        sides: [
          sideAt(reach.printed, reach.statement),
          ...harmed.map((count) => sideAt(`${count.printed} as victims`, count.statement)),
        ],
      },
    ];
  }
  return [];
};

const bits = /\b(?:tera|giga|mega)?bits?\b|^[tgm]bps$|\b[TGM]b(?:ps|\/s)\b/i;
const bytes = /\b(?:tera|giga|mega)?bytes?\b|^[tgm]b$|\b[TGM]B(?:ps|\/s)\b/;

interface Measured {
  readonly quantity: QuantityMention;
  readonly statement: Statement;
  readonly kind: "bits" | "bytes";
}

const measuredIn = (statement: Statement): Measured[] =>
  statement.mentions.flatMap((mention): Measured[] => {
    if (mention.kind !== "quantity") return [];
    if (bytes.test(mention.surface) || /^[tgm]b$/i.test(mention.unit))
      return [{ quantity: mention, statement, kind: "bytes" }];
    return bits.test(mention.surface) || /^[tgm]bps$/i.test(mention.unit)
      ? [{ quantity: mention, statement, kind: "bits" }]
      : [];
  });

const magnitude = (quantity: QuantityMention): string => quantity.unit.slice(0, 1).toLowerCase();

/** The words as written, with "per second" where they go on so. */
const written = ({ quantity, statement }: Measured): string => {
  const rest = statement.span.quote.slice(quantity.end - statement.span.start);
  const rate = /^ (?:per|a) second\b/.exec(rest)?.[0] ?? "";
  return `“${quantity.surface}${rate}”`;
};

/** The speaker's name without what is said of it: "network operator Blue Reef" → "Blue Reef". */
const namesSource = (statement: Statement): string | undefined => {
  const name = statement.claims.find((claim) => claim.speaker.kind === "named")?.speaker.name;
  return name === undefined ? undefined : (/\p{Lu}[\p{L}\d-]*(?: \p{Lu}[\p{L}\d-]*)*$/u.exec(name)?.[0] ?? name);
};

/** "41.6 terabits per second" and "41.6 terabytes per second": the same number in units eight times apart. */
export const unitDisputes: DisputeRule = (material) => {
  const measured = material.statements.flatMap(measuredIn);
  for (const first of measured) {
    if (first.kind !== "bits") continue;
    const others = measured.filter(
      (other) =>
        other.kind === "bytes" &&
        other.quantity.value === first.quantity.value &&
        magnitude(other.quantity) === magnitude(first.quantity) &&
        other.statement.articleId !== first.statement.articleId,
    );
    const [rival] = others;
    if (rival === undefined) continue;
    const same = measured.filter((other) => other.kind === "bits" && other.quantity.value === first.quantity.value);
    const value = written(first);
    const speaker = same.map((entry) => namesSource(entry.statement)).find((name) => name !== undefined);
    return [
      {
        about: "unit",
        sides: [
          ...same.map((entry) => sideAt(value, entry.statement)),
          ...others.map((entry) => sideAt(written(rival), entry.statement)),
        ],
        ...(speaker === undefined || namesSource(rival.statement) !== undefined
          ? {}
          : { prefers: { value, reason: `which is given as ${speaker}’s own figure` } }),
      },
    ];
  }
  return [];
};

const mass =
  /\b(?:millions?|billions?|hundreds of thousands|everyone|everybody|every (?:big )?(?:user|pc|computer|company|server|customer)|all users|worldwide)\b/;
const few =
  /\b(?:only (?:a )?(?:few|small|handful|limited|select\w*|certain|some|chosen)|select(?:ed|ive) (?:users|targets|victims|customers|organi[sz]ations)|(?:a )?(?:small|limited|very small) number of|a handful of|narrow(?:ly)?|appears small|dozens rather)\b/;
const fewWords =
  /\b(?:only )?(?:a )?(?:small number of|limited number of|handful of|selected|select|few|dozens of|chosen) [a-z]+/i;
const manyWords = /\b(?:millions?|billions?|hundreds of thousands) of [a-z]+|\b(?:every|all) (?:[a-z]+ )?[a-z]+/i;
const hit =
  /\b(?:infected|affected|compromised|hacked|hit|breached|users|victims|customers|computers|devices|targets|pcs?|organi[sz]ations|company|companies)\b/;

const mainWords = (statements: readonly Statement[], pattern: RegExp, other: string): string =>
  statements
    .map((statement) => pattern.exec(statement.span.quote)?.[0]?.toLowerCase())
    .find((words) => words !== undefined) ?? other;

/** "Only selected users" against "millions of computers". Numbers in digits are the business of other rules. */
export const reachDisputes: DisputeRule = (material: Material): Dispute[] => {
  const narrow = material.statements.filter(
    (statement) => few.test(statement.lower) && hit.test(statement.lower) && !mass.test(statement.lower),
  );
  const wide = material.statements.filter(
    (statement) =>
      mass.test(statement.lower) &&
      hit.test(statement.lower) &&
      !/\d|\b(?:not|no|never)\b/.test(statement.lower) &&
      material.isLow(statement.articleId),
  );
  const [small, large] = [mainWords(narrow, fewWords, "a small number"), mainWords(wide, manyWords, "very many")];
  return acrossArticles(
    "number hit",
    wide.map((statement) => sideAt(large, statement)),
    narrow.map((statement) => sideAt(small, statement)),
  );
};
