/**
 * Words that were typed and not sent: kept in this browser until they are sent or dropped, through reload, a cut network
 * and a closed page.
 */

export interface UnsentWords {
  readonly text: string;
  readonly at: string;
}

const keyOf = (draftId: string, place: string): string => `watchfloor.words.${draftId}.${place}`;

/** @param place a sentence's id, or where a new one is to stand */
export const keepWords = (draftId: string, place: string, text: string): void => {
  try {
    localStorage.setItem(keyOf(draftId, place), JSON.stringify({ text, at: new Date().toISOString() }));
  } catch {
    // Storage switched off or full: the words live in the field alone.
  }
};

export const readWords = (draftId: string, place: string): UnsentWords | undefined => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(draftId, place)) ?? "null");
    if (typeof value !== "object" || value === null) return undefined;
    const { text, at } = value as Partial<UnsentWords>;
    return typeof text === "string" && typeof at === "string" ? { text, at } : undefined;
  } catch {
    return undefined;
  }
};

export const dropWords = (draftId: string, place: string): void => {
  try {
    localStorage.removeItem(keyOf(draftId, place));
  } catch {
    // As above.
  }
};
