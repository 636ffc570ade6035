/**
 * Organisations, research teams and people by their form and role: "Example Bank", "Ministry of Foreign Affairs",
 * "researchers at Example Labs", "Jane Roe, a researcher at Example", "said Jane Roe of Example".
 */
import type { NameMention, NameType } from "#terms/mention.ts";
import { inHeadline } from "./patterns.ts";
import { institutionAt, nameAfter, nameBefore, openers, type Run, terms } from "./read-name.ts";

const orgWords =
  "Inc|Ltd|LLC|GmbH|AG|SE|Corp|Corporation|Company|Co|Group|Holdings|Bank|Banks|University|College|Institute|Institutes|Institution|Hospital|Hospitals|Clinic|Ministry|Department|Agency|Authority|Commission|Committee|Council|Bureau|Office|Directorate|Service|Services|Police|Court|Parliament|Senate|Government|Administration|Association|Federation|Foundation|Society|Union|Alliance|Consortium|Network|Networks|Systems|Technologies|Technology|Solutions|Software|Security|Cybersecurity|Labs|Lab|Laboratories|Research|Intelligence|Consulting|Partners|Capital|Ventures|Insurance|Airlines|Airways|Airport|Railways|Energy|Electric|Power|Telecom|Communications|Media|News|Times|Post|Press|School|Schools|District|County|Center|Centre|Health|Healthcare|Pharma|Pharmaceuticals|Industries|Motors|Motor|Airbus|Logistics|Shipping|Embassy|Army|Navy|Forces|Party|Club|Exchange|Team|CERT|CSIRT";
const orgWord = new RegExp(`^(?:${orgWords})$`);
const teamWord = /^(?:Labs|Lab|Research|Intelligence|Team|CERT|CSIRT|Security|Cybersecurity|Laboratories)$/;
const orgRun = new RegExp(`(?<![\\p{L}\\p{N}])(?:${orgWords})(?![\\p{L}\\p{N}])`, "gu");
const institutionStart =
  /(?<![\p{L}\p{N}])(?:Ministry|Department|University|Bank|Office|Bureau|Institute|Embassy|Government|Port|City|State|House|Board|College|Chamber|Academy|Museum|Library|Court) of (?=(?:the )?\p{Lu})/gu;
const speech =
  "said|says|told|wrote|writes|added|noted|explained|warned|reported|reports|found|disclosed|confirmed|revealed|stated|announced|observed|discovered|attributed|published|claimed|assessed|believes|tracks|detailed";
const speaker = new RegExp(`(?<=[\\p{L}\\p{N}”"’)])(?:,)?[ \\u00a0](?:${speech})(?![\\p{L}])`, "gu");
const speechBefore = new RegExp(
  `(?<![\\p{L}])(?:${speech}|according to|per|citing|credited to|credits|thanked)[ \\u00a0](?=\\p{Lu})`,
  "gu",
);
const researchers =
  /(?<![\p{L}])(?:(?:security |threat |malware )?researchers?|analysts?|experts?|team|teams)(?:,)? (?:at|from|with) /giu;
const researchersAfter = /(?<=[\p{L}\p{N}’]) (?:(?:security |threat |malware )?researchers?|analysts)(?![\p{L}])/giu;
const roles =
  "researcher|analyst|engineer|director|chief|head|CEO|CTO|CISO|CIO|COO|president|founder|co-founder|cofounder|vice|manager|lead|leader|minister|spokesperson|spokesman|spokeswoman|professor|officer|expert|commissioner|secretary|senator|attorney|prosecutor|judge|lawyer|consultant|hacker|developer|national|citizen|resident|student|employee|executive|partner|principal|senior|fellow|administrator|chairman|chair|ambassador";
const appositive = new RegExp(
  `(?<=\\p{Ll}), (?:(?:an?|the|its|their|our)[ \\u00a0])?(?:[\\p{L}’'-]+[ \\u00a0]){0,5}?(?:${roles})(?![\\p{L}])|(?<=\\p{Ll}), \\d{2}(?=,)`,
  "gu",
);
const roleBefore = new RegExp(
  `(?<![\\p{L}])(?:${roles}|general|Dr\\.|Mr\\.|Ms\\.|Mrs\\.|Prof\\.)[ \\u00a0](?=\\p{Lu})`,
  "giu",
);

const personWord = /^\p{Lu}[\p{Ll}’'-]+(?:\p{Lu}\p{Ll}+)?$/u;
const initial = /^\p{Lu}\.?$/u;

export interface PeopleWords {
  readonly isPlain: (word: string) => boolean;
  readonly taken: (start: number, end: number) => NameMention | undefined;
}

const looksLikePerson = (name: string, words: PeopleWords): boolean => {
  const parts = name.split(/[ \u00a0]/);
  if (parts.length < 2 || parts.length > 4) return false;
  if (!parts.every((part) => personWord.test(part) || initial.test(part))) return false;
  if (parts.some((part) => orgWord.test(part) || openers.has(part) || terms.has(part))) return false;
  return !parts.every((part) => words.isPlain(part));
};

/** All people and organisations that their form or role gives away. Overlaps are settled by the caller. */
export const findPeople = (text: string, words: PeopleWords): NameMention[] => {
  const found: NameMention[] = [];
  const push = (run: Run | undefined, type: NameType): void => {
    if (!run || run.text.length < 3) return;
    const held = words.taken(run.start, run.end);
    if (held && held.start <= run.start && held.end >= run.end) return;
    if (held && type === "person") return;
    const parts = run.text.split(/[ \u00a0]/);
    if (
      parts.every((part) => terms.has(part) || openers.has(part)) ||
      (parts.length === 1 && (words.isPlain(run.text) || orgWord.test(run.text)))
    )
      return;
    found.push({
      kind: "name",
      start: run.start,
      end: run.end,
      surface: run.text,
      type,
      canonical: run.text,
      from: "pattern",
    });
  };
  const who = (run: Run | undefined, fallback: NameType): void => {
    if (!run) return;
    const article = /\b[Tt]he $/.test(text.slice(Math.max(0, run.start - 4), run.start));
    if (!article && looksLikePerson(run.text, words)) push(run, "person");
    else push(run, fallback);
  };
  for (const match of text.matchAll(institutionStart)) push(institutionAt(text, match.index), "organisation");
  for (const match of text.matchAll(orgRun)) {
    const run = nameBefore(text, match.index + match[0].length);
    if (run && /[ \u00a0]/.test(run.text)) push(run, teamWord.test(match[0]) ? "research_team" : "organisation");
  }
  for (const match of text.matchAll(researchers)) push(nameAfter(text, match.index + match[0].length), "research_team");
  for (const match of text.matchAll(researchersAfter)) push(nameBefore(text, match.index), "research_team");
  for (const match of text.matchAll(speaker)) who(nameBefore(text, match.index), "organisation");
  for (const match of text.matchAll(speechBefore)) who(nameAfter(text, match.index + match[0].length), "organisation");
  for (const match of text.matchAll(appositive)) {
    const run = nameBefore(text, match.index);
    if (run && looksLikePerson(run.text, words)) push(run, "person");
  }
  for (const match of text.matchAll(roleBefore)) {
    const run = nameAfter(text, match.index + match[0].length);
    if (run && looksLikePerson(run.text, words)) push(run, "person");
  }
  return found;
};
