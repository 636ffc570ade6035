/** The bar above a screen that is not the edition: what this is, its state, and the label of the document where there is one. */
import { TlpLabel } from "../parts/tlp-label.tsx";

export const ScreenHead = ({ title, state, tlp }: { title: string; state: string; tlp?: string }) => (
  <header className="top-bar">
    <p className="top-title">
      <b>{title}</b>
      <span className="wide-only">{state}</span>
    </p>
    {tlp === undefined ? null : <TlpLabel tlp={tlp} />}
  </header>
);
