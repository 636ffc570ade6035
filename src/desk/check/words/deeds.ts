/**
 * Deeds that must not be taken for one another: scanned is not breached, exposed is not affected, claimed is not confirmed.
 * `follows` lists the deeds that a stated deed also makes true (a breached network was also targeted and affected).
 */
export type Deed =
  | "scan"
  | "target"
  | "attack"
  | "breach"
  | "expose"
  | "affect"
  | "notify"
  | "exploit"
  | "steal"
  | "leak"
  | "encrypt"
  | "patch"
  | "block"
  | "arrest"
  | "offer"
  | "list";

export const deedWords: Readonly<Record<Deed, string>> = {
  scan: "scan probe reconnoitre reconnoiter reconnaissance sweep enumerate survey scout",
  target: "target aim",
  attack: "attack assault strike hit",
  breach: "breach compromise hack infiltrate penetrate intrude intrusion infect backdoor hijack",
  expose: "expose exposure reachable vulnerable",
  affect: "affect impact hurt disrupt",
  notify: "notify notification inform alert warn",
  exploit: "exploit weaponise weaponize",
  steal: "steal exfiltrate siphon pilfer",
  leak: "leak dump",
  encrypt: "encrypt",
  patch: "patch fix remediate update mitigate",
  block: "block thwart stop foil prevent",
  arrest: "arrest detain",
  offer: "sell offer advertise",
  list: "list",
};

/** Words that do not name the deed and yet can stand for it: whoever "logged in" and "installed" has broken in. */
export const deedSigns: Readonly<Partial<Record<Deed, string>>> = {
  breach:
    "access enter login foothold implant install deploy plant takeover control webshell beacon malware ransomware trojan " +
    "backdoor victim incident unauthorised unauthorized steal stolen theft copy exfiltrate leak encrypt hacker hacked compromised " +
    "attack cyberattack exploit wiper rootkit persistence intruder",
  steal:
    "copy take theft thief download obtain harvest lift grab collect loot leak exfiltration access lose loss breach stealer drain",
  encrypt: "ransomware encryption lock encryptor scramble",
};

export const deedFollows: Readonly<Record<Deed, readonly Deed[]>> = {
  scan: [],
  target: [],
  attack: ["target"],
  breach: ["attack", "target", "affect", "exploit"],
  expose: [],
  affect: [],
  notify: [],
  exploit: ["attack", "target"],
  steal: ["breach", "attack", "target", "affect"],
  leak: ["steal", "affect"],
  encrypt: ["breach", "attack", "affect", "target"],
  patch: [],
  block: [],
  arrest: [],
  offer: [],
  list: [],
};
