/**
 * The edition as a PDF: its HTML file, printed by chromium where the host has it. An edition is printed once while it
 * is in use, however many ask; a print that failed is tried again by who asks next.
 */
import { editionToHtml } from "#pipeline/steps/publish-edition.ts";
import type { Paper } from "#terms/config.ts";
import type { Edition } from "#terms/edition.ts";
import type { EditionStanding } from "#terms/record.ts";
import { dateParams, pdfQuery } from "./contract.ts";
import { findEdition, noEdition, type Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";
import type { Shelf } from "./shelf.ts";

/** Prints HTML; a failure says in words for a person what to do. */
export type Print = (
  html: string,
  options: { readonly paper: Paper },
) => Promise<
  | { readonly ok: true; readonly value: Uint8Array }
  | { readonly ok: false; readonly error: { readonly message: string } }
>;

interface Kept {
  readonly html: string;
  readonly result: ReturnType<Print>;
}

/** A date of the edition goes into a header: digits and dashes, or nothing. */
const nameOf = ({ edition }: Edition): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(edition.date) ? `watchfloor-${edition.date}.pdf` : "watchfloor.pdf";

/** @param paper what a request gets that names none */
export const addPdfRoutes = (door: Routes, shelf: Shelf, print: Print, paper: Paper = "a4"): void => {
  const printed = { a4: new WeakMap<Edition, Kept>(), letter: new WeakMap<Edition, Kept>() };
  const printOnce = async (edition: Edition, later: EditionStanding | undefined, paper: Paper) => {
    const html = editionToHtml(edition, later);
    const before = printed[paper].get(edition);
    // What was said of it since makes it another paper.
    const kept = before?.html === html ? before : { html, result: print(html, { paper }) };
    printed[paper].set(edition, kept);
    const result = await kept.result;
    if (!result.ok) printed[paper].delete(edition);
    return result;
  };

  const schema = { hide: true, params: dateParams, querystring: pdfQuery } as const;
  door.get("/editions/:date/edition.pdf", { config: { access: "edition.read" }, schema }, async (request, reply) => {
    const found = await findEdition(shelf, request.params.date, request.principal);
    if (!found) return noEdition(reply, request.params.date);
    const { id, edition } = found;
    const later = await shelf.later(id, request.principal);
    const result = await printOnce(edition, later, request.query.paper ?? paper);
    if (!result.ok) return answerProblem(reply, 503, result.error.message);
    reply
      .header("content-disposition", `attachment; filename="${nameOf(edition)}"`)
      .header("cache-control", "no-cache");
    return reply.type("application/pdf").send(Buffer.from(result.value));
  });
};
