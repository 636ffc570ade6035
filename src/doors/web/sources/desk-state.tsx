/** What keeps the desk from its work now. Nothing is shown while nothing does. */
import { Words } from "../parts/foreign-text.tsx";
import { useUnready } from "./use-operations.ts";

export const DeskState = () => {
  const { data } = useUnready();
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-labelledby="unready-title" className="error-card" role="status">
      <h2 id="unready-title">The desk cannot do its work</h2>
      <ul>
        {data.map((because) => (
          <li key={because}>
            <Words text={because} />
          </li>
        ))}
      </ul>
      <p className="meta">
        <code>watchfloor doctor</code> says what to do.
      </p>
    </section>
  );
};
