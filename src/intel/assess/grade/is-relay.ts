/**
 * Does an article only pass on what someone else has published? An authority that draws attention to a report, and says
 * that it has not verified it, is no second voice for what the report says.
 *
 * Read from the opening and the caveats; English, German, French. What a notice adds of its own (scans in its own
 * networks, measures) does not confirm the report, so it does not count against this.
 */
import type { Article } from "#terms/article.ts";

const textLimit = 6_000;

const published =
  "(?:report|study|paper|publication|analysis|article|blog post|white ?paper|findings|research|bericht|studie|analyse|rapport|étude)";

const drawsAttention = new RegExp(
  `\\b(?:draws? (?:your |their |readers[’'] )?attention to|points? (?:readers )?to|passes on|relays|refers to|summari[sz]es|takes note of|has taken note of|is aware of|weist auf|macht auf|verweist auf|attire l[’']attention sur|signale)\\s(?:\\p{L}{1,14} ){0,3}${published}`,
  "iu",
);

/** The object is kept, because a reader wants to know what was not verified. */
const unverified =
  /\b(?:has|have) not (?:been able to |itself |independently ){0,2}(?:verif(?:y|ied)|confirm(?:ed)?|check(?:ed)?|assess(?:ed)?) (?:the |this |these |its |that )?(attributions?|claims?|reports?|findings|account|figures?|statements?)\b/iu;
const unverifiedOther =
  /\b(?:takes no position|not independently verified|nicht (?:selbst |eigenständig )?(?:überprüft|bestätigt)|n[’']a pas (?:vérifié|confirmé))/iu;
const speaksOfReport = new RegExp(
  `(?<!\\p{L})(?:the|this|that|der|dieser|le|ce) ${published}(?!\\p{L})|(?<!\\p{L})${published} (?:published|released|issued|by|of|von|de)\\b`,
  "iu",
);

export const isRelay = (article: Article): boolean => {
  const text = `${(article.dek ?? "").slice(0, 1_000)}\n${article.text.slice(0, textLimit)}`;
  if (drawsAttention.test(text.slice(0, 1_500))) return true;
  return (unverified.test(text) || unverifiedOther.test(text)) && speaksOfReport.test(text);
};

/** What it says it has not verified: "attribution", "findings". */
export const unverifiedObject = (article: Article): string | undefined =>
  unverified.exec(article.text.slice(0, textLimit))?.[1]?.toLowerCase();
