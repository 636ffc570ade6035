/** When two spellings are one name, and which spellings a listed name stands for. */

export const foldName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[‐‑–—]/g, "-")
    .replace(/[’]/g, "'")
    .replace(/\s+/g, " ")
    .trim();

/** Letters and digits alone: "Trick Bot" and "TrickBot" are one name of one entity. */
export const squeezeName = (name: string): string => foldName(name).replace(/[\s_-]/g, "");

const suffixes = /\s+(?:ransomware|trojan|rat|botnet|stealer|malware|backdoor|loader|wiper|worm|group|team)$/i;
const [shortest, longest] = [3, 48];

/** "LoJax (UEFI)", "Emotet Trojan": also without the remark and without the word for its kind. */
export const spellingsOf = (name: string): string[] => {
  const plain = name
    .replace(/\s*[([].*?[)\]]\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const parts = plain.split(/\s+(?:\/|aka|or)\s+/i).flatMap((part) => part.split(/\s*\/\s*(?=\p{L}{4})/u));
  return [...new Set(parts.flatMap((part) => [part, part.replace(suffixes, "")]))].filter(
    (part) => part.length >= shortest && part.length <= longest,
  );
};
