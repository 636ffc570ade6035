/**
 * The edition as a PDF: its HTML file, printed by chromium where the host has it. An edition is printed once while it
 * is in use, however many ask; a print that failed is tried again by who asks next.
 */
import { editionToHtml } from "#pipeline/steps/publish-edition.ts";
import type { Paper } from "#terms/config.ts";
import type { Edition } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
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

interface Sheet {
  readonly edition: Edition;
  readonly later: EditionStanding | undefined;
  readonly role: RoleId | undefined;
  readonly paper: Paper;
}

/** A date of the edition goes into a header: digits and dashes, or nothing. */
const nameOf = ({ edition }: Edition, role: RoleId | undefined): string =>
  [
    "watchfloor",
    ...(/^\d{4}-\d{2}-\d{2}$/.test(edition.date) ? [edition.date] : []),
    ...(role === undefined ? [] : [role.replaceAll("_", "-")]),
  ]
    .join("-")
    .concat(".pdf");

/** @param paper what a request gets that names none */
export const addPdfRoutes = (door: Routes, shelf: Shelf, print: Print, paper: Paper = "a4"): void => {
  /** By paper and role; there are no more than fourteen of an edition. */
  const printed = new WeakMap<Edition, Map<string, Kept>>();
  const printOnce = async ({ edition, later, role, paper }: Sheet) => {
    const html = editionToHtml(edition, later, role);
    const ofEdition = printed.get(edition) ?? new Map<string, Kept>();
    printed.set(edition, ofEdition);
    const place = `${paper} ${role ?? ""}`;
    const before = ofEdition.get(place);
    // What was said of it since makes it another paper.
    const kept = before?.html === html ? before : { html, result: print(html, { paper }) };
    ofEdition.set(place, kept);
    const result = await kept.result;
    if (!result.ok) ofEdition.delete(place);
    return result;
  };

  const schema = { hide: true, params: dateParams, querystring: pdfQuery } as const;
  door.get("/editions/:date/edition.pdf", { config: { access: "edition.read" }, schema }, async (request, reply) => {
    const { role } = request.query;
    const found = await findEdition(shelf, request.params.date, request.principal, request.query);
    if (!found) return noEdition(reply, request.params.date);
    const { id, edition } = found;
    const later = await shelf.later(id, request.principal);
    const result = await printOnce({ edition, later, role, paper: request.query.paper ?? paper });
    if (!result.ok) return answerProblem(reply, 503, result.error.message);
    reply
      .header("content-disposition", `attachment; filename="${nameOf(edition, role)}"`)
      .header("cache-control", "no-cache");
    return reply.type("application/pdf").send(Buffer.from(result.value));
  });
};
