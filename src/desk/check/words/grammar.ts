/** Closed classes of English words that show where a phrase or a clause begins. Own lists. */

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

export const auxiliaries = setOf(
  "is are was were be been being has have had does do did can could may might must shall should will would isn't aren't " +
    "wasn't weren't hasn't haven't hadn't doesn't don't didn't can't cannot couldn't won't wouldn't",
);
/** Words that open a clause or join two. */
export const clauseOpeners = setOf(
  "that who whom whose which what where when while whereas because if although though unless until after before since but " +
    "and or as so than",
);
export const pronouns = setOf("he she it they we i you his her their this these those");
export const relatives = setOf("who which that");
export const definiteWords = setOf("the this that these those his her its their our my your");
export const indefiniteWords = setOf(
  "a an one two three four five six seven eight nine ten some another any no every each several many most few both all " +
    "other more fewer",
);
export const prepositions = setOf(
  "of in on at by to from for with into onto upon over under about after before during through via between among within " +
    "across against toward towards around",
);
