/**
 * Things of one line that are not each other: a hospital is no school, a mail server no web server, a wiper no stealer; and
 * deeds and qualities that are opposites: what rose did not fall.
 * Alternatives are parted by `|`, words for the same one by a blank. What may be either (device, system, platform, account)
 * is in no line. Own lists.
 */
import { stemWord } from "../stem-word.ts";

const lines: readonly string[] = [
  // Who was hit.
  "hospital clinic healthcare health medical | school college university academy | bank lender | airport airline | port harbor | " +
    "railway rail train | telecom carrier | retailer shop supermarket | newspaper broadcaster | court judiciary | ministry embassy | " +
    "parliament legislature | charity | hotel casino | insurer | manufacturer factory | farm | church | museum library | brewery | shipyard",
  "water | power electricity | gas | heating",
  "foreign | defense | interior home | finance economy | health | justice | education | energy | transport | agriculture | labor",
  // Which service, told by the word before it.
  "web website | email mail | file | database | dns | vpn | print printer | backup | proxy | payroll | billing | voice voip | badge | booking | camera",
  // What was used.
  "ransomware | wiper | backdoor | stealer infostealer | worm | rootkit | loader | keylogger | miner cryptominer | botnet | spyware",
  "patch hotfix | exploitcode | advisory bulletin",
  "kernel | browser | firmware | bootloader | hypervisor",
  // What it ran on, and what was taken.
  "router | firewall | printer | camera | laptop notebook | smartphone | workstation | modem | server",
  "phone smartphone mobile | computer laptop notebook pc workstation server",
  "password | fingerprint | passport | invoice | photo photograph | recording | contract | payslip",
  // Who people are.
  "employee staff worker | customer client | patient | student pupil | voter | passenger | subscriber | supplier contractor | soldier | journalist | lawyer",
  "criminal | hacktivist | insider",
  "man male | woman female",
  "boy | girl",
  "father | mother",
  "son | daughter",
  "brother | sister",
  "husband | wife",
  // Opposites.
  "rise increase grow climb surge jump double | fall decrease decline shrink sink halve",
  "buy purchase acquire | sell",
  "miss overlook | detect catch spot",
  "open reopen | close shut",
  "start begin launch | stop end cease",
  "enable | disable",
  "accept | reject refuse",
  "join | leave quit",
  "win | lose",
  "add | remove delete",
  "upload | download",
  "connect | disconnect",
  "succeed pass | fail",
  "raise | lower cut",
  "hire | fire dismiss",
  "lock | unlock",
  "encrypt | decrypt",
  "strengthen tighten | weaken loosen",
  "online | paper",
  "live production | test staging",
  "local | remote",
  "manual | automatic",
  "legal | illegal",
  "majority | minority",
  "morning | afternoon | evening | night",
];

export interface Kind {
  readonly line: number;
  readonly which: number;
}

const kinds: ReadonlyMap<string, readonly Kind[]> = lines
  .flatMap((line, at) =>
    line.split("|").flatMap((words, which) =>
      words
        .trim()
        .split(" ")
        .map((word) => [stemWord(word), { line: at, which }] as const),
    ),
  )
  .reduce((all, [key, kind]) => all.set(key, [...(all.get(key) ?? []), kind]), new Map<string, Kind[]>());

/** The lines a word of this stem is in; none for most. */
export const kindsOf = (key: string): readonly Kind[] => kinds.get(key) ?? [];

const changes = kindsOf(stemWord("increase"))[0]?.line;

/** Does a word of this stem tell that something rose or fell? */
export const isChange = (key: string): boolean => kindsOf(key).some(({ line }) => line === changes);

/** Lines of which a person is one or the other, whatever else is said. */
export const kinLines: ReadonlySet<number> = new Set(
  ["man", "boy", "father", "son", "brother", "husband"].flatMap((word) =>
    kindsOf(stemWord(word)).map(({ line }) => line),
  ),
);
