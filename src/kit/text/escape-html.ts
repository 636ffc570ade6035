/** Text of others as text in HTML, never markup. Total and linear. */
import { showInvisible } from "./show-invisible.ts";

const htmlEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For HTML text and for quoted attribute values. */
export const escapeHtml = (text: string): string =>
  showInvisible(text).replace(/[&<>"']/g, (character) => htmlEntities[character] ?? character);
