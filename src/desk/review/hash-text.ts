/**
 * The hash that an approval binds to: of everything that is published, whatever its place in the file, but for what the
 * approval itself writes (who, when, that G10 holds, and the hash).
 */
import { canonicalJson, type Json } from "#kit/canonical-json.ts";
import { sha256Hex } from "#kit/hash.ts";
import { type Edition, reviewedBy } from "#terms/edition.ts";

const canonical = (value: unknown): string => canonicalJson(value as Json);

/** Articles do not change while a draft does, and are most of its bytes. */
const hashedArticles = new WeakMap<Edition["articles"], string>();

const hashArticles = (articles: Edition["articles"]): string => {
  const known = hashedArticles.get(articles);
  if (known !== undefined) return known;
  const hash = sha256Hex(canonical(articles));
  hashedArticles.set(articles, hash);
  return hash;
};

/** @returns 64 hex digits */
export const hashText = ({ edition, sections, gates, articles, ...rest }: Edition): string => {
  const { textHash: _textHash, approval: _approval, ...head } = edition;
  return sha256Hex(
    canonical({
      ...rest,
      edition: head,
      articles: hashArticles(articles),
      gates: gates.filter(({ id }) => id !== "G10"),
      sections: sections.map((section) =>
        section.id === "footer"
          ? { ...section, sentences: section.sentences.filter(({ text }) => !text.startsWith(reviewedBy)) }
          : section,
      ),
    }),
  );
};
