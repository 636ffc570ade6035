/** A sentence as the beginning of a gap: a question nobody has answered. Names keep their capital, whatever they are. */

/** Words that begin a sentence in capitals for no other reason. What stands in no list may be a name, and stays as it is. */
const ordinary = new Set(
  (
    "a an the this that these those its it they their there he she his her we our you your no not none nobody some any " +
    "many most few several more all both each every other another in on at by for from of to with without within " +
    "after before since until during when where while if as because although about under over against among between " +
    "more than at least at most up to one two three four five six seven eight nine ten dozens hundreds thousands " +
    "millions who what which how attackers attacks hackers intruders operators criminals researchers analysts victims " +
    "users customers companies agencies officials administrators organisations systems servers accounts passwords " +
    "exploitation access data malware ransomware phishing"
  ).split(" "),
);

/** @returns a first version of the gap, for whoever writes it to put right */
export const beginGap = (text: string): string => {
  const [first = ""] = text.split(/\s/, 1);
  const isOrdinary = ordinary.has(first.toLowerCase()) && first.slice(1) === first.slice(1).toLowerCase();
  return `It is not known whether ${isOrdinary ? first.toLowerCase() : first}${text.slice(first.length)}`;
};
