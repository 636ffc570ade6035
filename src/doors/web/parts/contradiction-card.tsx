/** Values that sources hold against each other, side by side with equal weight, and which one the edition uses. */
import { ArrowLeftRight } from "lucide-react";
import type { Reading } from "../../api/contract.ts";
import { Foreign, Words } from "./foreign-text.tsx";
import { Grade } from "./grade.tsx";

type Contradiction = Pick<Reading["contradictions"][number], "about" | "values" | "uses">;
/** Whose sources are named. */
type Sourced = Pick<Reading, "sources"> | { readonly sources: readonly Omit<Reading["sources"][number], "passages">[] };

const aboutWords = (about: string): string => about.replaceAll("_", " ");

const Holder = ({ url, reading }: { url: string; reading: Sourced }) => {
  const source = reading.sources.find((entry) => entry.url === url);
  return (
    <span className="holder">
      <Foreign text={source?.outlet ?? url} />
      {source ? <Grade reliability={source.reliability} credibility={source.credibility} /> : null}
    </span>
  );
};

const Value = ({ value, reading }: { value: Contradiction["values"][number]; reading: Sourced }) => (
  <div className="contra-value">
    <p className="contra-word">
      <Foreign text={value.value} />
    </p>
    <p className="contra-who">
      {value.articleUrls.map((url) => (
        <Holder key={url} url={url} reading={reading} />
      ))}
    </p>
    {(value.citations ?? []).slice(0, 2).map((citation) => (
      <p key={`${citation.articleUrl} ${citation.start}`} className="contra-quote" dir="auto">
        “
        <bdi>
          <Words text={citation.quote} />
        </bdi>
        ”
      </p>
    ))}
  </div>
);

export const ContradictionCard = ({ entry, reading }: { entry: Contradiction; reading: Sourced }) => (
  <div className="contra">
    <p className="contra-head">
      <ArrowLeftRight size={14} aria-hidden="true" /> Sources differ on: {aboutWords(entry.about)}
    </p>
    <div className="contra-values">
      {entry.values.map((value) => (
        <Value key={value.value} value={value} reading={reading} />
      ))}
    </div>
    <p className="contra-uses">
      {entry.uses ? (
        <>
          We use <Foreign text={entry.uses.value} />, <Foreign text={entry.uses.reason} />.
        </>
      ) : (
        "We give both and do not choose."
      )}
    </p>
  </div>
);

/** In the passage panel: only what this sentence does not rest on. */
export const DissentCard = ({
  entry,
  values,
  reading,
}: {
  entry: Contradiction;
  values: readonly number[];
  reading: Sourced;
}) => {
  if (values.length >= entry.values.length) return <ContradictionCard entry={entry} reading={reading} />;
  const others = values.flatMap((at) => entry.values[at] ?? []);
  const outlets = new Set(others.flatMap((value) => value.articleUrls));
  return (
    <div className="contra">
      <p className="contra-head">
        <ArrowLeftRight size={14} aria-hidden="true" />{" "}
        {outlets.size === 1 ? "One source disagrees" : `${outlets.size} sources disagree`}
      </p>
      {others.map((value) => (
        <Value key={value.value} value={value} reading={reading} />
      ))}
      {entry.uses ? (
        <p className="contra-uses">
          Not used: <Foreign text={entry.uses.reason} />.
        </p>
      ) : (
        <p className="contra-uses">We give both and do not choose.</p>
      )}
    </div>
  );
};
