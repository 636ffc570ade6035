/**
 * Prints the edition in its paper layout: the HTML file of the edition, which carries the label and the page number on
 * every sheet, is loaded unseen and printed from there. It holds no script; this page asks its window to print.
 */
const frameId = "print-frame";

export const printEdition = (date: string): void => {
  document.getElementById(frameId)?.remove();
  const frame = document.createElement("iframe");
  frame.id = frameId;
  frame.className = "print-frame";
  frame.title = "Paper layout";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.addEventListener("load", () => frame.contentWindow?.print(), { once: true });
  frame.src = `/editions/${encodeURIComponent(date)}/edition.html`;
  document.body.append(frame);
};
