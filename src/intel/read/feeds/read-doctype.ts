/**
 * Internal entities of a document type: `<!ENTITY name "value">`.
 *
 * External ones (SYSTEM, PUBLIC) and parameter entities are passed over: a feed is never a reason to read something
 * else. Linear: every declaration is found once.
 */
import type { ReferenceDecoder } from "./decode-references.ts";

export const readDoctype = (text: string, decoder: ReferenceDecoder): void => {
  const declaration = /<!ENTITY\s{1,40}([\w.-]{1,64})\s{1,40}(?:"([^"]{0,65536})"|'([^']{0,65536})')\s{0,40}>/gy;
  for (let at = text.indexOf("<!ENTITY"); at >= 0; at = text.indexOf("<!ENTITY", at + 8)) {
    declaration.lastIndex = at;
    const match = declaration.exec(text);
    if (match !== null) decoder.declare(match[1] ?? "", match[2] ?? match[3] ?? "");
  }
};
