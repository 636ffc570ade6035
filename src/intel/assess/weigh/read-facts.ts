/**
 * Sentences of a story's trusted articles, and what they say that bears on its weight: exploitation, compromise,
 * severity, harm going on, its limits. A sentence that denies something counts for the denial, never for the thing.
 */
import type { Span } from "#kit/text/span.ts";
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";

/** What of an article is read. */
export type ReadArticle = Pick<Article, "id" | "outlet" | "title" | "text" | "dek" | "publishedAt">;

export interface Line {
  readonly article: ReadArticle;
  readonly text: string;
  /** Title, dek or one of the first four sentences. */
  readonly leads: boolean;
  /** Mentions that stand in it. */
  readonly mentions: readonly Mention[];
}

const textLimit = 20_000;
const sentenceLimit = 700;

/** Mentions grouped under the sentence that holds them; both come in order of place. */
const mentionsBySentence = (spans: readonly Span[], mentions: readonly Mention[]): Mention[][] => {
  const groups: Mention[][] = spans.map(() => []);
  let at = 0;
  for (const mention of mentions) {
    while (at < spans.length && (spans[at]?.end ?? 0) <= mention.start) at += 1;
    if (at === spans.length) break;
    groups[at]?.push(mention);
  }
  return groups;
};

export const linesOf = (
  articles: readonly ReadArticle[],
  mentions: ReadonlyMap<ArticleId, readonly Mention[]> = new Map(),
): Line[] =>
  articles.flatMap((article) => {
    const text = article.text.slice(0, textLimit);
    const spans = splitSentences(text);
    const groups = mentionsBySentence(spans, mentions.get(article.id) ?? []);
    const heads = [article.title, article.dek ?? ""].filter((head) => head !== "");
    return [
      ...heads.map((head): Line => ({ article, text: head.slice(0, sentenceLimit), leads: true, mentions: [] })),
      ...spans.map(
        (span, index): Line => ({
          article,
          text: text.slice(span.start, Math.min(span.end, span.start + sentenceLimit)),
          leads: index < 4,
          mentions: groups[index] ?? [],
        }),
      ),
    ];
  });

const denial =
  /\b(?:no (?:sign|evidence|report|reports|indication|known|confirmed|public|exploitation|attack|attempts?)|not (?:been |yet |seen |observed |aware|know)|have seen no|had seen no|seen no|nor |(?:had|has) no|no (?:hostile|malicious)|never|none|neither .{0,40} knows|without evidence|denie[sd]|not a (?:breach|break-in)|keine?n? (?:hinweise?|belege|ausnutzung|angriffe)|nicht)\b/i;

const isDenied = (text: string): boolean => denial.test(text);

const cues = {
  exploited:
    /\b(?:(?:actively |being |been |already |widely |now |has been |was |were |is )exploited|exploitation (?:of .{0,60} )?(?:has been |is |was )?confirmed|exploited in (?:the wild|attacks)|under (?:active )?attack|active exploitation|in-the-wild|known exploited vulnerabilit(?:y|ies)|exploited[- ](?:bug|flaw|vulnerabilit(?:y|ie))s?|known to be (?:under attack|exploited)|used in attacks|being used in|zero-day (?:attacks?|exploited)|exploit(?:s|ing) (?:a|the|this) (?:flaw|bug|vulnerability|hole)|wird (?:bereits |aktiv )?ausgenutzt|aktiv ausgenutzt|angriffe laufen)\b/i,
  compromised:
    /\b(?:broke(?:n)? into|breached|compromised|penetrated|intrusions? (?:at|into|in)|hacked|infiltrated|hijacked|tampered|backdoored|poisoned|malicious (?:installer|update|package|version)|stole|stolen|exfiltrated|encrypted (?:servers|systems|files)|leaked|got (?:in|inside|into)|slipp(?:ed|ing) into|gained access|defaced|wiped|outage|taken offline|took over|taken over|tampered|carried (?:malicious )?code|read the (?:e-?)?mails?|mailboxes (?:were )?(?:opened|read)|copied (?:the |their |names|data|files)|lost access|encrypted (?:the|its|several|hundreds)|break-in|kompromittiert|erbeutet|gestohlen|eingesammelt|manipulierte (?:fassung|version)|verschl(?:ü|ue)sselt)\b/i,
  ongoing:
    /\b(?:still|continu(?:e|es|ing)|ongoing|are (?:now )?(?:collecting|targeting|sending|being|stealing|spreading|using)|keeps? (?:on )?\w+ing|second wave|new wave|läuft|laufend)\b/i,
  credentials:
    /\b(?:passwords?|credentials?|login page|sign-in|phishing|second factor|session tokens?|one-time codes?)\b/i,
  espionage:
    /\b(?:espionage|spying|spies|spied|read the mail|state[- ](?:aligned|sponsored|backed|linked)|nation[- ]state|intelligence service|APT\d*|cyberespionage)\b/i,
  government:
    /\b(?:government(?:s)?|ministr(?:y|ies)|parliament|federal (?:agenc(?:y|ies)|departments?|machines|networks?)|national police|police (?:forces?|bodies)|border|embass(?:y|ies)|military|diplomats?|public bodies|critical infrastructure|power grid|hospitals?|water (?:utilit(?:y|ies)|treatment|suppl(?:y|ies|iers?))|energy (?:compan(?:y|ies)|suppl(?:y|iers?)|grid|sector)|telecom(?:s|munications)?|behörden|ministerien)\b/i,
  limited:
    /\b(?:only (?:selected|a few|some)|selected users|handful|appears? small|small number|limited number|few (?:victims|cases)|dozens|picked their targets|most users alone|low double digits)\b/i,
  unauthenticated:
    /\b(?:without (?:logging in|authentication|a login|credentials)|unauthenticated|no (?:authentication|login) (?:is )?(?:needed|required)|pre-auth|nobody has to|zero-click|ohne anmeldung)\b/i,
  critical: /\b(?:critical(?:ly)?(?:[- ]severity)?|kritische?n?r?)\b/i,
  supplyChain:
    /\b(?:supply[- ]chain|update (?:mechanism|server|script|traffic)|updates? (?:were |was )?(?:hijacked|poisoned|redirected)|malicious (?:installer|package|extension|update)|hosting (?:company|provider))\b/i,
  over: /\b(?:has since (?:moved|ended|been)|cut off|locked (?:the )?(?:attackers |intruders |them )?out|came to an end|ended (?:in|on)|restor(?:es|ed)|back online|recovered from|no longer (?:active|possible|at risk)|(?:was|were|been) (?:dismantled|taken down|seized|arrested))\b/i,
  lawEnforcement:
    /\b(?:arrest(?:ed|s)?|detained|sentenced|charged|indicted|extradited|pleaded guilty|seiz(?:e|ed|es|ure)|takedown|takes? down|police (?:hold|held)|prosecutors?|verhaftet|festgenommen|verurteilt)\b/i,
  harmless:
    /\b(?:nuisance|no malware|not a break-in|not (?:a )?breach|no (?:harmful|dangerous|malicious) (?:links?|attachments?))\b/i,
} as const;

type Cue = keyof typeof cues;

/** The first sentence that shows the cue and does not deny it, leads first. */
export const findCue = (lines: readonly Line[], cue: Cue): Line | undefined => {
  const shows = lines.filter((line) => cues[cue].test(line.text) && (cue === "harmless" || !isDenied(line.text)));
  return shows.find((line) => line.leads) ?? shows[0];
};

const noExploitation =
  /\b(?:no (?:sign|evidence|report|reports|indication)s? of (?:exploitation|attacks?|abuse|misuse)|not (?:been |yet )?exploited|(?:neither|no) (?:company|vendor|party) knows of attacks|seen no (?:report|attempts|attacks)|knows of (?:no )?attacks|no known exploitation|not aware of (?:any )?(?:exploitation|attacks))\b/i;

export const deniesExploitation = (lines: readonly Line[]): Line | undefined =>
  lines.find((line) => noExploitation.test(line.text));
