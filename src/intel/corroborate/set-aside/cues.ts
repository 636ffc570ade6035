import { foreignComputers, foreignLiving, foreignSecurity, foreignSport, withEndings } from "./language-words.ts";

/**
 * Words that tell what kind of piece a text is. English and German here, other languages in `language-words.ts`;
 * matched as whole words, case ignored.
 * `tolerates` is how many security words a piece of that kind may hold and still be set aside.
 */
export interface CueSet {
  readonly reason: "sport" | "advertising" | "funding" | "job_or_event" | "lifestyle";
  readonly words: string;
  readonly cues: RegExp;
  /** Head cues count two, body cues one. */
  readonly needs: number;
  readonly distinct: number;
  readonly needsHead: boolean;
  readonly tolerates: number;
  readonly toleratesHead: number;
}

/** One pattern for the whole list: a text is read once for each kind, not once for each word. */
const wordList = (words: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words
      .split(";")
      .map((word) => word.trim())
      .join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );

/** A happening or a weakness of information security, not merely the trade. */
export const securityCues: RegExp = wordList(
  "cve-\\d{4}-\\d+;vulnerabilit(?:y|ies);zero-days?;0-days?;exploit(?:s|ed|ing|ation)?;ransomware;malware;phishing;spyware;" +
    "botnets?;backdoors?;rootkits?;trojans?;infostealers?;hack(?:ed|s|ers?|ing);cyber-?(?:attacks?|espionage|crime|criminals?|security|incident);" +
    "data (?:breach|leak|theft)(?:es|s)?;leaked;stolen (?:data|credentials|passwords);credentials;breach(?:ed|es)?;intrusions?;intruders?;" +
    "ddos;denial[- ]of[- ]service;security (?:flaw|hole|bug|update|advisory|incident|patch|fix)(?:es|s)?;patch(?:es|ed)?;advisory;" +
    "threat actors?;attackers?;extort(?:ion|ed);unauthori[sz]ed access;compromised;remote code execution;privilege escalation;" +
    "supply[- ]chain attacks?;spam;scam(?:s|mers)?;fraud;passwords?;encryption;surveillance;espionage;schadsoftware;schwachstellen?;" +
    "sicherheitsl(?:ü|ue)cken?;angreifer;hacker;datenleck;datenabfluss;erpress(?:ung|er);cyberangriff(?:e|s)?;schadcode;" +
    "outage;takedown;arrest(?:ed|s)?;indict(?:ed|ment);sanction(?:s|ed)?;wiper;web ?shells?;skimmers?;deepfakes?;injection;" +
    "disinformation;privacy;cert;csirt;firmware;sandbox;authentication;bypass;hijack(?:ed|s|ing)?;keylogger;sp(?:y|ies|ied|ying);" +
    "tamper(?:ed|ing);poisoned;malicious;state-(?:backed|sponsored|aligned);stolen;copied;taken over;break-ins?;lures?;" +
    "schadcode;manipuliert(?:e|en|er)?;gestohlen;gehackt;spionage;leak(?:s|ed)?;hack\\p{L}{0,20};" +
    withEndings(foreignSecurity),
);

/** Anything about computers at all. A text without a single one of these is about something else. */
export const computerCues: RegExp = wordList(
  "computers?;servers?;software;websites?;web;internet;online;networks?;networking;data;daten;digital(?:e|er|en)?;cyber\\w*;apps?;" +
    "code;e-?mails?;mailbox(?:es)?;accounts?;log-?ins?;konto;konten;versions?;version(?:en)?;updates?;devices?;ai;ki;algorithms?;cloud;" +
    "encrypt(?:s|ed|ion)?;routers?;phones?;smartphones?;browsers?;open[- ]source;developers?;entwickler;packages?;it;systems?;" +
    "netzwerk(?:e|en)?;rechner;internet;netz;technology;tech;security;sicherheit;electronic;chips?;databases?;records;" +
    withEndings(foreignComputers),
);

export const cueSets: readonly CueSet[] = [
  {
    reason: "sport",
    words: "it reports sport",
    cues: wordList(
      "overtime;goalkeeper;coach;league;championship;quarter-?finals?;semi-?finals?;play-?offs?;playoffs?;match(?:es)?;season;" +
        "scored?;scorer;tournament;striker;midfielder;defender;referee;penalty (?:shoot-?out|kick);hat-?trick;innings;wicket;" +
        "touchdown;home (?:game|win|side);stadium;arena;standings;title race;cup (?:final|tie|match);grand slam;marathon;" +
        "medal(?:s|list)?;olympic(?:s)?;transfer window;kick-?off;half-?time;goals?;points? (?:ahead|behind|clear);derby;" +
        "spiel(?:er|tag)?;tore?;bundesliga;trainer;tabellen(?:führer|platz)?;mannschaft;sports? desk;fixture;relegat(?:ion|ed);" +
        "power play;puck;set point;tie-?break;podium;sprint(?:er)?;lap(?:s)?;pole position;race winner;" +
        "regattas?;row(?:ed|ers?|ing)?;cox;(?:wo)?men[’']s race;winning time;crossed the (?:finish )?line;runner-up;cyclists?;peloton;swimmers?;" +
        withEndings(foreignSport),
    ),
    needs: 4,
    distinct: 3,
    needsHead: false,
    tolerates: 2,
    toleratesHead: 0,
  },
  {
    reason: "advertising",
    words: "it sells something",
    cues: wordList(
      "book a demo;request a demo;free (?:guide|trial|e-?book|whitepaper|webinar);download (?:the|our|your) (?:guide|report|whitepaper|e-?book);" +
        "buyer[’']s guide;single pane of glass;our (?:platform|solution|customers|experts);contact (?:us|sales);sign up (?:today|now|for);" +
        "limited[- ]time;discount;coupon;% off;best deals?;deal of the day;buy now;affiliate;complimentary;results may vary;" +
        "next-gen(?:eration)?;industry-leading;award-winning;customers report;learn (?:more about|how) (?:our|we);" +
        "is a registered trademark;why (?:customers|leaders) choose;register (?:now|today);magic quadrant;named a leader;" +
        "jetzt (?:kaufen|sichern|anmelden|testen);kostenlos(?:e|er|es)? (?:testen|demo|webinar);" +
        "lifetime subscription;promo code;use code \\p{L}+;at checkout;happy customers;money-back;offer ends;for (?:just|only) [$€£]\\d[\\d.]*;" +
        "(?:dollars|euros|pounds) (?:a|per) month;[$€£]\\d[\\d.]* (?:a|per) month;brought to you by;free gift;satisfaction guaranteed;order now;tap the",
    ),
    needs: 4,
    distinct: 3,
    needsHead: false,
    tolerates: 6,
    toleratesHead: 0,
  },
  {
    reason: "funding",
    words: "it is business news",
    cues: wordList(
      "rais(?:es|ed|ing) (?:us)?[$€£]\\s?\\d[\\d.,]*\\s?(?:m|bn|k|million|billion)?;takes? in [$€£]\\s?\\d[\\d.,]*\\s?(?:m|bn|k|million|billion)?;(?:secures?|lands?|closes?|bags?|nets?) (?:us)?[$€£]\\s?\\d[\\d.,]*\\s?(?:m|bn|k|million|billion)?;" +
        "series [a-f];seed (?:round|funding);pre-seed;funding round;venture (?:capital|funding);led by .{2,40}(?:capital|ventures|partners);valuation;" +
        "acquires?;(?:buys|is buying|snaps up) .{2,40} for (?:a reported )?(?:us)?[$€£]\\s?\\d[\\d.,]*\\s?(?:m|bn|k|million|billion)?;(?:deal|transaction|purchase) (?:should|is expected to|will) close;usual approvals;acquisition;to be acquired;to acquire;merger;ipo;initial public offering;emerges? from stealth;in funding;" +
        "investors?;terms of the (?:round|deal);shareholders?;quarterly (?:results|earnings);revenue;stealth mode;" +
        "founding round;finanzierungsrunde;übernimmt;übernahme;börsengang;new markets;headquarters",
    ),
    needs: 3,
    distinct: 1,
    needsHead: true,
    tolerates: 4,
    toleratesHead: 0,
  },
  {
    reason: "job_or_event",
    words: "it announces a job or an event",
    cues: wordList(
      "we(?:’|')re hiring;we are hiring;job openings?;cyber jobs;call for papers;webinar;register (?:now|today|for);" +
        "early[- ]bird;keynote speakers?;conference (?:agenda|programme|program|recap);agenda;award (?:winners?|ceremony);" +
        "appoint(?:s|ed) .{0,60}(?:ciso|ceo|cto|chief|president|director);joins as;named (?:ceo|ciso|cto|chief);meet us at;see you (?:at|in);" +
        "black hat (?:usa|europe|asia|mea);rsa conference;rsac;ticket(?:s)? (?:are|on sale);stellenangebote?;vacanc(?:y|ies)",
    ),
    needs: 3,
    distinct: 1,
    needsHead: true,
    tolerates: 3,
    toleratesHead: 0,
  },
  {
    reason: "lifestyle",
    words: "it is about living, not about threats",
    cues: wordList(
      "recipes?;horoscope;celebrit(?:y|ies);red carpet;fashion;wellness;diet;skincare;box office;album;concert;playlist;" +
        "holiday (?:gifts?|destinations?);travel tips;restaurants?;chef;gardening;interior design;dating;weight loss;" +
        "weather forecast;lottery;real estate;housing market;season finale;tv series;movie;premiere;film festival;" +
        "rezept(?:e)?;reiseziele?;mode;wetter(?:bericht|vorhersage)?;rocket launch;recycling;zoo;bakery;museum;exhibition;" +
        withEndings(foreignLiving),
    ),
    needs: 3,
    distinct: 2,
    needsHead: false,
    tolerates: 1,
    toleratesHead: 0,
  },
];

const mostCues = 12;

/** The different cues that stand in the text, as written; a dozen are enough to judge by. */
export const countCues = (text: string, cues: RegExp): string[] => {
  const found = new Map<string, string>();
  for (const match of text.matchAll(cues)) {
    const words = match[0].replace(/\s+/g, " ");
    // "goal" and "goals" are one cue.
    const key = words.toLowerCase().replace(/(?:es|s)$/u, "");
    if (!found.has(key)) found.set(key, words);
    if (found.size === mostCues) break;
  }
  return [...found.values()];
};
