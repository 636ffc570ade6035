/**
 * The edition as a PDF: its HTML file, printed by chromium where the host has it. An edition is printed once while it
 * is in use, however many ask; a print that failed is tried again by who asks next.
 */
import { editionToHtml } from "#pipeline/steps/publish-edition.ts";
import type { Edition } from "#terms/edition.ts";
import { dateParams } from "./contract.ts";
import { noEdition, type Routes } from "./edition-routes.ts";
import { answerProblem } from "./problem.ts";
import type { Shelf } from "./shelf.ts";

/** Prints HTML; a failure says in words for a person what to do. */
export type Print = (
  html: string,
) => Promise<
  | { readonly ok: true; readonly value: Uint8Array }
  | { readonly ok: false; readonly error: { readonly message: string } }
>;

/** A date of the edition goes into a header: digits and dashes, or nothing. */
const nameOf = ({ edition }: Edition): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(edition.date) ? `watchfloor-${edition.date}.pdf` : "watchfloor.pdf";

export const addPdfRoutes = (door: Routes, shelf: Shelf, print: Print): void => {
  const printed = new WeakMap<Edition, ReturnType<Print>>();
  const printOnce = async (edition: Edition): ReturnType<Print> => {
    const known = printed.get(edition) ?? print(editionToHtml(edition));
    printed.set(edition, known);
    const result = await known;
    if (!result.ok) printed.delete(edition);
    return result;
  };

  const schema = { hide: true, params: dateParams } as const;
  door.get("/editions/:date/edition.pdf", { config: { access: "edition.read" }, schema }, async (request, reply) => {
    const edition = await shelf.read(request.params.date, request.principal);
    if (!edition) return noEdition(reply, request.params.date, request.url);
    const result = await printOnce(edition);
    if (!result.ok) return answerProblem(reply, 503, result.error.message, request.url);
    reply
      .header("content-disposition", `attachment; filename="${nameOf(edition)}"`)
      .header("cache-control", "no-cache");
    return reply.type("application/pdf").send(Buffer.from(result.value));
  });
};
