/** Signs that matter for grading a source: marks of paid content, and section or category words. */
import { bareWords } from "./keep-blocks.ts";
import { type JsonRecord, type MetaValues, textsOf } from "./read-meta.ts";

const paidLabel =
  /^[\s[(*]{0,4}(?:sponsored(?: (?:content|post|article|feature|story|by\b.{0,60}))?|advertorial|paid (?:post|content|partnership|program)|(?:brand|branded|partner|partnered) (?:content|post|feature)(?: (?:from|by)\b.{0,60})?|promoted(?: (?:content|post|by\b.{0,60}))?|advertisement feature|presented by\b.{0,60}|brought to you by\b.{0,60}|in (?:paid )?partnership with\b.{0,60}|anzeige|bezahlter? (?:inhalt|beitrag)|gesponsert(?:er beitrag)?|publireportage|publi-?rédactionnel|contenu sponsorisé|contenido patrocinado|contenuto sponsorizzato|conteúdo patrocinado|gesponsord|annons|kumppanisisältö)[\s\])*.:|–—-]{0,4}$/iu;
const paidTitle =
  /^\s{0,3}[[(](?:sponsored|ad|advertisement|advertorial|paid|promoted|partner content|anzeige|werbung|promo)[\])]/i;
const paidNotice =
  /\b(?:this (?:content|article|post|story|feature|page) (?:was|is|has been) (?:produced|created|written|paid for|sponsored|provided|supplied) (?:and paid for )?by (?:the |our |an? )?(?:advertiser|sponsor|partner|client)|(?:produced|paid for|supplied) by (?:the |our )?advertiser|sponsored (?:article|content|post) (?:from|by|written)\b|this is (?:a |an )?(?:sponsored|paid) (?:post|article|content)|dieser (?:artikel|beitrag) (?:wurde|ist) (?:gesponsert|eine anzeige)|inhalt des werbepartners)/i;

interface SponsorClues {
  readonly title: string;
  readonly lines: readonly string[];
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly paragraphs: readonly string[];
  /** Class words of the article's element and its parents. */
  readonly cues: readonly string[];
}

const paidCues = new Set(["sponsored", "advertorial", "partnercontent", "paidpost", "brandedcontent", "nativead"]);

/** Only marks on the article itself count; an advert beside it says nothing about it. */
export const isSponsored = (clues: SponsorClues): boolean =>
  paidTitle.test(clues.title) ||
  [...clues.lines, ...clues.authors, ...clues.categories].some((line) => line.length <= 90 && paidLabel.test(line)) ||
  clues.paragraphs.some((paragraph) => paidNotice.test(paragraph)) ||
  clues.cues.some((cue) => paidCues.has(cue));

export const findCategories = (
  meta: MetaValues,
  article: JsonRecord | undefined,
  kickers: readonly string[],
  fed: readonly string[],
): string[] => {
  const named = ["article:section", "og:article:section", "parsely-section", "dcterms.type", "section", "category"];
  const all = [
    ...named.flatMap((name) => meta.get(name) ?? []),
    ...textsOf(article, "articleSection"),
    ...kickers,
    ...fed,
  ];
  const seen = new Set<string>();
  const distinct: string[] = [];
  for (const one of all.map((text) => text.trim())) {
    const bare = bareWords(one);
    if (bare === "" || one.length > 60 || seen.has(bare)) continue;
    seen.add(bare);
    distinct.push(one);
  }
  return distinct.slice(0, 20);
};
