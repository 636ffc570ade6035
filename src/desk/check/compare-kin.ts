/** "A man" of whom the source speaks as a woman only contradicts it, whatever the order of the words. */
import { type Comparison, type Finding, saysOther } from "./finding.ts";
import { kindsOf, kinLines } from "./words/kinds.ts";

export const compareKin = ({ claim, index }: Comparison): Finding[] =>
  [...claim.tokens.keys()].flatMap((c): Finding[] => {
    const kind = kindsOf(claim.tokens[c]?.key ?? "").find(({ line }) => kinLines.has(line));
    if (kind === undefined) return [];
    const places = index.passages.flatMap(({ read }, passageIndex) =>
      read.tokens.flatMap((token, at) =>
        kindsOf(token.key).flatMap((other) =>
          other.line === kind.line ? [{ passageIndex, read, at, which: other.which }] : [],
        ),
      ),
    );
    const [first] = places;
    const own = claim.tokens.some(({ key }) =>
      kindsOf(key).some(({ line, which }) => line === kind.line && which !== kind.which),
    );
    if (first === undefined || own || places.some(({ which }) => which === kind.which)) return [];
    const { read, passageIndex, at } = first;
    return [saysOther("content", { claim, said: [c], read, passageIndex, there: [at] })];
  });
