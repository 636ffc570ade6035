/**
 * AnnoCTR sentences (`{doc, tokens, tags, text}`) joined to documents, one sentence a line, with gold spans as places in
 * the joined text. Tokens are found in the sentence's text one after the other. The corpus counts no-break blanks as tokens;
 * a text's own tokens hold none, so they are left out here: the gold spans stay as annotated.
 */
export interface SentenceRow {
  readonly doc: string;
  readonly text: string;
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
}

export interface GoldSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export interface JoinedDocument {
  readonly doc: string;
  readonly text: string;
  readonly spans: readonly GoldSpan[];
  /** The corpus's own tokens, sentence by sentence. */
  readonly sentences: readonly (readonly { readonly start: number; readonly end: number; readonly text: string }[])[];
}

const isLetter = (char: string): boolean => /\p{L}/u.test(char);

/**
 * The word a token stands for. Some documents of the corpus have their tokens one place too far to the right ("hinese ",
 * "ompanies "): the span stays as annotated, the word is read whole.
 */
const wholeWord = (text: string, start: number, end: number): string => {
  const inner = text.slice(start, end).trimStart();
  let from = end - inner.length;
  if (!isLetter(text.charAt(from))) return inner.trimEnd() || text.slice(start, end);
  for (let guard = 0; guard < 20 && from > 0 && isLetter(text.charAt(from - 1)); guard += 1) from -= 1;
  return text.slice(from, end).trimEnd();
};

type Tokens = { start: number; end: number; text: string }[];

const readRow = (row: SentenceRow, offset: number): { spans: GoldSpan[]; tokens: Tokens } => {
  const spans: GoldSpan[] = [];
  const tokens: Tokens = [];
  let cursor = 0;
  let open = false;
  for (const [index, token] of row.tokens.entries()) {
    const at = row.text.indexOf(token, cursor);
    if (at < 0) {
      open = false;
      continue;
    }
    cursor = at + token.length;
    if (token.trim() !== "")
      tokens.push({ start: offset + at, end: offset + cursor, text: wholeWord(row.text, at, cursor) });
    const tag = row.tags[index] ?? "O";
    const last = spans.at(-1);
    if (tag.startsWith("B-")) spans.push({ start: offset + at, end: offset + cursor, label: tag.slice(2) });
    else if (tag.startsWith("I-") && open && last) spans[spans.length - 1] = { ...last, end: offset + cursor };
    open = tag !== "O";
  }
  return { spans, tokens };
};

export const joinSentences = (rows: readonly SentenceRow[]): JoinedDocument[] => {
  const byDoc = new Map<string, SentenceRow[]>();
  for (const row of rows) byDoc.set(row.doc, [...(byDoc.get(row.doc) ?? []), row]);
  return [...byDoc].map(([doc, sentences]) => {
    let text = "";
    const spans: GoldSpan[] = [];
    const tokens: Tokens[] = [];
    for (const row of sentences) {
      const read = readRow(row, text.length);
      spans.push(...read.spans);
      tokens.push(read.tokens);
      text += `${row.text}\n`;
    }
    return { doc, text, spans, sentences: tokens };
  });
};
