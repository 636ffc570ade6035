/**
 * Things of one line that are not each other: a hospital is no school, a mail server no web server, a wiper no stealer.
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
  "router | firewall | printer | camera | laptop | smartphone | workstation | modem",
  "password | fingerprint | passport | invoice | photo photograph | recording | contract | payslip",
  // Who people are.
  "employee staff worker | customer client | patient | student pupil | voter | passenger | subscriber | supplier contractor | soldier | journalist | lawyer",
  "criminal | hacktivist | insider",
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
