/** Operators that put a statement in another mouth, or say of one subject what is said of another. */
import { type Operator, replaceOne } from "./operator.ts";

const moveSpeaker: Operator = {
  name: "speaker",
  group: "speakerMerged",
  apply: (item, pick) => {
    const names = [
      ...item.passages
        .map((passage) => passage.text)
        .join(" ")
        .matchAll(/(?<=[a-z,] )[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+| \d+){0,2}(?=[ ,.])/g),
    ].map((match) => match[0]);
    const others = names.filter(
      (name) =>
        !item.sentence.includes(name.split(" ")[0] ?? name) &&
        !/^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday)/.test(
          name,
        ),
    );
    const other = others[pick(others.length)] ?? "Bellmont Research";
    return replaceOne(
      item.sentence,
      /(?<=\b[Aa]ccording to )(?:the )?[A-Z][\w]+(?: [A-Z][\w]+| \d+){0,3}|\b[A-Z][\w]+(?: [A-Z][\w]+| \d+){0,3}(?= (?:said|says|told|reports|reported|warned|assesses|believes|claims|claimed|confirmed|noted)\b)/g,
      pick,
      () => other,
    );
  },
};

const subjectPattern =
  /^([A-Z][\w-]+(?: [A-Z][\w-]+| \d+){0,3}) (?=(?:is|was|has|have|had|are|were)\b|[a-z]+(?:ed|s)\b)/;
const notSubject =
  /^(?:The|This|These|It|In|On|A|An|They|We|He|She|But|And|While|According|There|Users|That|Those|Both|Another|Some|Many|Its|Their|Our|If|As|All|Once|When|Additionally|However|Figure|Table|Attackers|Researchers)\b/;

/** The opening name of one sentence before what another sentence says of its own. */
const mergeFacts: Operator = {
  name: "merge",
  group: "speakerMerged",
  apply: (item, pick) => {
    const subject =
      /^(?:The )?([A-Z][\w-]+(?: [A-Z][\w-]+| \d+){0,3}) (?=(?:is|was|has|have|had|are|were|also|then)\b|[a-z]+(?:ed|s)\b)/.exec(
        item.sentence,
      );
    if (subject === null) return undefined;
    const own = subject[1] ?? "";
    // Only names that the text also writes with a capital inside a sentence, or that hold a figure, are subjects for sure.
    const text = [...item.others, ...item.passages.map((passage) => passage.text)].join(" ");
    const isName = (name: string): boolean => /\d/.test(name) || new RegExp(`[a-z,] ${name}\\b`).test(text);
    const openings = item.others.map((sentence) => subjectPattern.exec(sentence)?.[1]);
    const names = openings.filter(
      (name): name is string =>
        name !== undefined && !item.sentence.includes(name) && !notSubject.test(name) && isName(name),
    );
    const other = names[pick(names.length)];
    return other === undefined || notSubject.test(own) || !isName(own) ? undefined : item.sentence.replace(own, other);
  },
};

export const moveOperators: readonly Operator[] = [moveSpeaker, mergeFacts];
