import { printEdition } from "./print-edition.ts";

/** Print the edition or take it as a file. A popover of the browser's own: no script, `Esc` closes it. */
const Ways = ({ date }: { date: string }) => (
  <>
    <button type="button" onClick={() => printEdition(date)}>
      Print this edition
    </button>
    <a href={`/editions/${date}/edition.pdf`}>PDF</a>
    <a href={`/editions/${date}/edition.html`}>One HTML file</a>
    <a href={`/editions/${date}/edition.md`}>Markdown</a>
    <a href={`/editions/${date}/edition.txt`}>Plain text</a>
    <a href={`/editions/${date}/edition.json`}>JSON</a>
    <a href="/feeds/editions.rss">New editions by RSS</a>
    <a href="/feeds/editions.atom">New editions by Atom</a>
    <a href="/feeds/editions.json">New editions by JSON Feed</a>
  </>
);

/** On phones the ways stand below the text; the header holds date and TLP alone. */
export const SendList = ({ date }: { date: string }) => (
  <div className="panel-intro send-list narrow-only">
    <h2>Print or send</h2>
    <Ways date={date} />
  </div>
);

export const SendMenu = ({ date }: { date: string }) => (
  <>
    <button type="button" className="button send-button" popoverTarget="send-menu">
      Print or send
    </button>
    <div id="send-menu" popover="auto" className="send-menu">
      <Ways date={date} />
    </div>
  </>
);
