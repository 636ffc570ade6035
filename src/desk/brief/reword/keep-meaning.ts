/**
 * Does a rewording say the same as the sentence, by its words alone? Closed by default: what is not known to say the same is
 * refused.
 *
 * Both are read as rows of words that bear meaning, each with the marks after it; articles and "that" do not count. The rows
 * must be the same, word for word or by a short list of words that mean the same here. Words of connection ("however") may
 * be left out. One cut may be made and the two halves change places ("Unit X says …" and "…, Unit X says"), never right after
 * a word that bears on the next one (not, may, more than), never where a pronoun would lose its noun. So nothing can be
 * added, dropped, turned round or made surer; the check of `desk/check` comes on top.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Words that may come and go. */
const free = words("a an the that");
/** Words that may go, all together. */
const connecting = words("however moreover meanwhile furthermore indeed also");

/** Groups of words that say the same in a report, whatever stands around them. */
const alike: ReadonlyMap<string, string> = new Map(
  [
    "says said",
    "flaw vulnerability bug hole weakness",
    "flaws vulnerabilities bugs holes weaknesses",
    "lets allows permits enables",
    "attackers intruders",
    "organisations organizations",
    "organisation organization",
    "catalog catalogue",
    "fixed patched corrected",
    "nearly almost",
    "although though",
    "while whereas",
    "uses employs",
    "began started",
    "begins starts",
    "big large",
    "several various",
    "named called dubbed",
    "disclosed revealed",
    "found discovered",
    "emails e-mails",
    "email e-mail",
  ].flatMap((group) => group.split(" ").map((word) => [word, group.split(" ")[0] ?? word] as const)),
);

/** Words that bear on what follows: a cut after one would free it. */
const bearing = words(
  "not no never neither nor none without nobody nothing cannot may might could can would should must will likely probably possibly perhaps reportedly allegedly apparently suspected alleged believed if unless whether only all every each some most many few several more less fewer than least most over under up about around roughly approximately nearly almost before after since until by from to in of on at against for with as is are was were be been being has have had do does did who which whose and or but although though while because",
);

/** Who says it must stay who said it. */
const speaking = words(
  "says said say saying report reports reported reporting writes wrote according told tells warns warned confirms confirmed denies denied claims claimed adds added believes believed states stated",
);
/** With one of these a sentence has parts that a change of places could join anew. */
const joining = words("and or but while because although who which whose if unless when where whereas");

const pronouns = words(
  "it its they their them he his him she her this these those such itself themselves both former latter we us our i you your",
);

const wordForm = /[\p{L}\p{N}$€£#@&][\p{L}\p{N}.+#@&'’/:_%$€£-]*/gu;
const trailing = /[.:'’/-]+$/;
/** Letters, digits, blanks and the marks of prose; nothing that could be markup, a link or a footnote. */
const plainText = /^[\p{L}\p{M}\p{N} ,.;:'’“”()%$€£&+#@/–—_-]+$/u;

interface Word {
  readonly key: string;
  /** Opens a sentence, so that its capital may say nothing. */
  readonly opens: boolean;
  readonly marks: string;
  readonly isPronoun: boolean;
  readonly bears: boolean;
  readonly speaks: boolean;
  readonly joins: boolean;
}

/** A capital that only opens the sentence says nothing; any other is part of a name. */
const isPlain = (bare: string, opens: boolean): boolean =>
  bare === bare.toLowerCase() || (opens && bare.slice(1) === bare.slice(1).toLowerCase());

const marksAfter = (text: string, from: number, to: number): string => text.slice(from, to).replace(/[^.,;:()–—]/g, "");

interface Read {
  readonly words: readonly Word[];
  readonly connects: boolean;
}

/** The commas around a word of connection go with it. */
const dropCommaBefore = (out: Word[]): void => {
  const before = out.pop();
  if (before !== undefined) out.push({ ...before, marks: before.marks.replace(/,$/, "") });
};

/** @param withConnecting whether words of connection count */
const readWords = (text: string, withConnecting: boolean): Read => {
  const found = [...text.matchAll(wordForm)];
  const out: Word[] = [];
  let connects = false;
  for (const [at, { 0: written, index }] of found.entries()) {
    const bare = written.replace(trailing, "");
    const lower = bare.toLowerCase().replaceAll("’", "'");
    const opens = index === 0 || /[.!?“][”)]? *$/.test(text.slice(Math.max(0, index - 4), index));
    const plain = isPlain(bare, opens);
    if (plain && free.has(lower)) continue;
    const isConnecting = plain && connecting.has(lower);
    connects ||= isConnecting;
    if (isConnecting && !withConnecting) {
      dropCommaBefore(out);
      continue;
    }
    out.push({
      key: plain ? (alike.get(lower) ?? lower) : bare,
      opens,
      marks: marksAfter(text, index + bare.length, found[at + 1]?.index ?? text.length),
      isPronoun: pronouns.has(lower),
      bears: bearing.has(lower),
      speaks: speaking.has(lower),
      joins: joining.has(alike.get(lower) ?? lower) || joining.has(lower),
    });
  }
  return { words: out, connects };
};

/** A name that opens a sentence with one plain capital ("Rampart") is the same word when it stands inside. */
const sameKey = (a: Word, b: Word): boolean =>
  a.key === b.key || ((a.opens || b.opens) && a.key.toLowerCase() === b.key.toLowerCase());

/** Marks may differ where the halves meet and at the end; nowhere else, for a comma can turn a sentence round. */
const isSameFrom = (original: readonly Word[], other: readonly Word[], cut: number): boolean =>
  original.every((_, at) => {
    const from = original[(at + cut) % original.length];
    const to = other[at];
    if (from === undefined || to === undefined || !sameKey(from, to)) return false;
    const atSeam = cut > 0 && (at === original.length - cut - 1 || at === original.length - 1);
    return atSeam || from.marks === to.marks;
  });

const longestSpeaker = 6;

/** "NordLab says": a few words that bear on nothing, the last of which is the word of saying. */
const isSpeaker = (part: readonly Word[]): boolean =>
  part.length > 1 &&
  part.length <= longestSpeaker &&
  part.at(-1)?.key === "says" &&
  part.slice(0, -1).every(({ bears, speaks }) => !bears && !speaks);

/** A speaker may go from one end to the other; other halves only where nobody speaks and nothing joins. */
const mayCutAt = (original: readonly Word[], cut: number): boolean => {
  if (original[cut - 1]?.bears !== false || original.some(({ isPronoun }) => isPronoun)) return false;
  const [head, tail] = [original.slice(0, cut), original.slice(cut)];
  const isSilent = (part: readonly Word[]): boolean => part.every(({ speaks }) => !speaks);
  if (isSpeaker(head)) return isSilent(tail);
  if (isSpeaker(tail)) return isSilent(head);
  return isSilent(original) && original.every(({ joins }) => !joins);
};

const quotationsOf = (text: string): string => (text.match(/“[^”]*”/gu) ?? []).join("\n");
const countOf = (text: string, mark: RegExp): number => (text.match(mark) ?? []).length;
const counted = [/\(/g, /\)/g, /[“”]/g, /[.]["”)]?(?= |$)/g] as const;

const longestSentence = 1_200;

const isSameRow = (original: readonly Word[], other: readonly Word[]): boolean => {
  if (original.length !== other.length || original.length === 0) return false;
  if (isSameFrom(original, other, 0)) return true;
  for (let cut = 1; cut < original.length; cut += 1)
    if (mayCutAt(original, cut) && isSameFrom(original, other, cut)) return true;
  return false;
};

/** @returns why the rewording may not stand in place of the sentence; undefined when it may */
export const refuseRewording = (sentence: string, rewording: string): string | undefined => {
  if (rewording.length > Math.min(longestSentence, sentence.length * 1.3 + 20)) return "it is much longer";
  if (!plainText.test(rewording)) return "it holds marks that are no prose";
  if (!/^[\p{Lu}\p{N}“]/u.test(rewording) || !/\.["”)]?$/.test(rewording)) return "it is no whole sentence";
  if (quotationsOf(sentence) !== quotationsOf(rewording)) return "a quotation is not as it was";
  if (counted.some((mark) => countOf(sentence, mark) !== countOf(rewording, mark)))
    return "brackets or full stops differ";
  const other = readWords(rewording, true);
  // Words of connection go all together or stay where they are.
  return isSameRow(readWords(sentence, other.connects).words, other.words)
    ? undefined
    : "its words are not those of the sentence in an order that says the same";
};
