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
    const inPassages = item.others.map(
      (other) =>
        /^([A-Z][\w-]+(?: [A-Z][\w-]+| \d+){0,3}) (?=(?:is|was|has|have|had|are|were)\b|[a-z]+(?:ed|s)\b)/.exec(
          other,
        )?.[1],
    );
    const names = inPassages.filter(
      (name): name is string =>
        name !== undefined &&
        !item.sentence.includes(name) &&
        !/^(?:The|This|These|It|In|On|A|An|They|We|He|She|But|And|While|According|There|Users|That|Those|Both|Another|Some|Many|Its|Their|Our)\b/.test(
          name,
        ),
    );
    const other = names[pick(names.length)];
    return other === undefined || /^(?:This|It|These|They|We|He|She|There|That|Those|In|On|But|While)\b/.test(own)
      ? undefined
      : item.sentence.replace(own, other);
  },
};

export const moveOperators: readonly Operator[] = [moveSpeaker, mergeFacts];
