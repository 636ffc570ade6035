/** Why a story weighs what it weighs: each reason with its points as a bar and a number; they sum to the weight. */
import { Foreign } from "../parts/foreign-text.tsx";

interface Reason {
  readonly factor: string;
  readonly points: number;
  readonly base?: number | undefined;
  readonly because: string;
}

const shortened = 4;

export const WeightReasons = ({
  weight,
  reasons,
  isWhole,
  onToggle,
  onChange,
}: {
  weight: number;
  reasons: readonly Reason[];
  isWhole: boolean;
  onToggle: () => void;
  /** Lets factors count more or less; absent for who may not. */
  onChange: (() => void) | undefined;
}) => {
  const heaviest = [...reasons].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const most = Math.max(1, ...reasons.map(({ points }) => Math.abs(points)));
  const shown = isWhole ? heaviest : heaviest.slice(0, shortened);
  const rest = heaviest.slice(shown.length);
  const restPoints = rest.reduce((sum, { points }) => sum + points, 0);
  return (
    <section aria-label={`Why ${Math.round(weight)}`} className="why-weight">
      <h3>Why {Math.round(weight)}</h3>
      {reasons.length === 0 ? (
        <p className="meta">Nothing that counts: no trusted article of it says what would.</p>
      ) : null}
      <dl>
        {shown.map(({ factor, points, base, because }) => (
          <div key={`${factor} ${because}`}>
            <dt>
              <span className="score-measure">{factor.replaceAll("_", " ")}</span>: <Foreign text={because} />
              {base === undefined ? null : <span className="meta"> (usually {base}; set so on this desk)</span>}
            </dt>
            <dd>
              <svg className="weight-bar" width="78" height="6" aria-hidden="true">
                <rect className="weight-well" width="78" height="6" rx="3" />
                <rect
                  className={points < 0 ? "weight-less" : "weight-more"}
                  width={(Math.abs(points) / most) * 78}
                  height="6"
                  rx="3"
                />
              </svg>
              <b>{points}</b>
            </dd>
          </div>
        ))}
      </dl>
      {reasons.length > shortened ? (
        <button type="button" className="quiet" aria-expanded={isWhole} onClick={onToggle}>
          <kbd>W</kbd> {isWhole ? "The heaviest four" : `${rest.length} more, ${restPoints} points together`}
        </button>
      ) : null}
      {onChange === undefined ? null : (
        <button type="button" className="quiet" onClick={onChange}>
          What counts on this desk
        </button>
      )}
    </section>
  );
};
