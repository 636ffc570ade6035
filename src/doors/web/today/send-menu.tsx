import { Link } from "@tanstack/react-router";
import type { Reading } from "../../api/contract.ts";
import { feedAddress, feedForms } from "../parts/feed-address.ts";
import { fileOf, printEdition } from "./print-edition.ts";

interface Props {
  readonly date: string;
  /** Who reads: whose action leads what is printed or sent. */
  readonly role: Reading["roles"][number] | undefined;
  readonly audience: string | undefined;
}

/** Print the edition or take it as a file. A popover of the browser's own: no script, `Esc` closes it. */
const Ways = ({ date, role, audience }: Props) => {
  const file = (form: string): string => fileOf(date, form, role?.id);
  return (
    <>
      {role === undefined ? null : <p className="meta">Led by what is asked of: {role.name}</p>}
      <button type="button" onClick={() => printEdition(file("edition.html"))}>
        Print this edition
      </button>
      <a href={file("edition.pdf")}>PDF</a>
      <a href={file("edition.html")}>One HTML file</a>
      <a href={file("edition.md")}>Markdown</a>
      <a href={file("edition.txt")}>Plain text</a>
      <a href={fileOf(date, "edition.json", undefined)}>JSON</a>
      {feedForms.map(([form, name]) => (
        <a key={form} href={feedAddress(form, { role: role?.id, audience })}>
          New editions by {name}
        </a>
      ))}
      <Link to="/editions" hash="feeds">
        Other feeds
      </Link>
    </>
  );
};

/** On phones the ways stand below the text; the header holds date and TLP alone. */
export const SendList = (props: Props) => (
  <div className="panel-intro send-list narrow-only">
    <h2>Print or send</h2>
    <Ways {...props} />
  </div>
);

export const SendMenu = (props: Props) => (
  <>
    <button type="button" className="button send-button" popoverTarget="send-menu">
      Print or send
    </button>
    <div id="send-menu" popover="auto" className="send-menu">
      <Ways {...props} />
    </div>
  </>
);
