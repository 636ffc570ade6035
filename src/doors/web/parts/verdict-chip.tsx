/** What the check said of a sentence: shape and word first, colour third. */

type Look = "ok" | "warn" | "bad" | "none" | "judge" | "gap";

const shapes: Readonly<Record<Look, React.ReactNode>> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="7" className="fill" />
      <path d="M4.8 8.2l2.2 2.2 4.2-4.6" className="cut" />
    </>
  ),
  warn: (
    <>
      <circle cx="8" cy="8" r="6" className="ring" />
      <path d="M8 2a6 6 0 0 0 0 12z" className="fill" />
    </>
  ),
  bad: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" className="fill" />
      <path d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" className="cut" />
    </>
  ),
  none: <circle cx="8" cy="8" r="6" className="ring dash" />,
  gap: <circle cx="8" cy="8" r="6" className="ring dash" />,
  judge: <path d="M8 1.5L14.5 8 8 14.5 1.5 8z" className="fill" />,
};

export const Shape = ({ look }: { look: Look }) => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className={`shape look-${look}`}>
    {shapes[look]}
  </svg>
);

const verdicts: Readonly<Record<string, readonly [Look, string]>> = {
  supported: ["ok", "Supported"],
  partly: ["warn", "Partly"],
  stronger: ["warn", "Too strong"],
  contradicted: ["bad", "Contradicted"],
  not_found: ["bad", "Not found"],
  cannot_tell: ["none", "Cannot tell"],
};

interface Judged {
  readonly verdict?: string | undefined;
  readonly kind: string;
}

const lookOf = ({ verdict, kind }: Judged): readonly [Look, string] => {
  if (kind === "assessment") return ["judge", "Assessment"];
  if (kind === "gap") return ["gap", "Gap"];
  return (verdict === undefined ? undefined : verdicts[verdict]) ?? ["none", "Not checked"];
};

export const VerdictChip = ({ sentence }: { sentence: Judged }) => {
  const [look, word] = lookOf(sentence);
  return (
    <span className={`chip chip-${look}`}>
      <Shape look={look} /> {word}
    </span>
  );
};
