/** A page without the rail: for whoever is not in yet. */
import type { ReactNode } from "react";
import "../styles/people.css";

export const Plain = ({ children }: { children: ReactNode }) => (
  <main className="plain" id="text" data-pane="text" tabIndex={-1}>
    <p className="brand">Watchfloor</p>
    {children}
  </main>
);
