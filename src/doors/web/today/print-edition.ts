/**
 * Prints the edition in its paper layout: the HTML file of the edition, which carries the label and the page number on
 * every sheet, is loaded unseen and printed from there. It holds no script; this page asks its window to print.
 */
const frameId = "print-frame";

/** A file of an edition; the forms for people are led by what is asked of the role that reads. */
export const fileOf = (date: string, form: string, role: string | undefined): string =>
  `/editions/${encodeURIComponent(date)}/${form}${role === undefined ? "" : `?role=${encodeURIComponent(role)}`}`;

/** @param address of the HTML file */
export const printEdition = (address: string): void => {
  document.getElementById(frameId)?.remove();
  const frame = document.createElement("iframe");
  frame.id = frameId;
  frame.className = "print-frame";
  frame.title = "Paper layout";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.addEventListener("load", () => frame.contentWindow?.print(), { once: true });
  frame.src = address;
  document.body.append(frame);
};
