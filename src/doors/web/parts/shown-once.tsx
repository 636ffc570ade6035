/** A secret that is shown this once: selected by a click, copied by a button, said to be gone afterwards. */
import { useState } from "react";

export const ShownOnce = ({ label, secret, onDone }: { label: string; secret: string; onDone: () => void }) => {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard?.writeText(secret).then(() => setCopied(true));
  };
  return (
    <div className="shown-once" role="status">
      <p>
        <b>{label}</b> It is shown this once.
      </p>
      <pre className="mono">{secret}</pre>
      <p className="row">
        <button type="button" className="button" onClick={copy}>
          {copied ? "Copied" : "Copy"}
        </button>
        <button type="button" className="quiet" onClick={onDone}>
          I have kept it
        </button>
      </p>
    </div>
  );
};
