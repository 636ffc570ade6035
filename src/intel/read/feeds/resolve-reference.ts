/**
 * Resolves a relative reference against a base as RFC 3986 section 5 says, on the text as written.
 *
 * Unlike the URL class it does not rewrite what is absolute already (no punycode, no added slash): an identifier must
 * come out as it went in. A base with a scheme that cannot hold pages (`javascript:`, `data:`) is no base.
 */
interface Reference {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const split = (text: string): Reference => {
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/.exec(text);
  return {
    scheme: match?.[1],
    authority: match?.[2],
    path: match?.[3] ?? "",
    query: match?.[4] ?? "",
    fragment: match?.[5] ?? "",
  };
};

const removeDots = (path: string): string => {
  if (!path.includes(".")) return path;
  const output: string[] = [];
  const segments = path.split("/");
  segments.forEach((segment, at) => {
    const last = at === segments.length - 1;
    if (segment === "..") {
      if (output.length > 1) output.pop();
      if (last) output.push("");
    } else if (segment === ".") {
      if (last) output.push("");
    } else output.push(segment);
  });
  return output.join("/");
};

const mergePath = (base: Reference, path: string): string => {
  if (base.authority !== undefined && base.path === "") return `/${path}`;
  return base.path.slice(0, base.path.lastIndexOf("/") + 1) + path;
};

const join = (scheme: string | undefined, authority: string | undefined, rest: string): string =>
  `${scheme === undefined ? "" : `${scheme}:`}${authority === undefined ? "" : `//${authority}`}${rest}`;

const hierarchical = /^(?:https?|ftp|sftp|file|feed|gopher|wss?)$/i;

/** Schemes that run or carry content instead of naming a page. */
export const isUnsafeAddress = (address: string): boolean => {
  const scheme = split(address.replace(/[\u0000-\u0020]/g, "")).scheme?.toLowerCase();
  return scheme === "javascript" || scheme === "data" || scheme === "vbscript";
};

export const isAbsolute = (address: string): boolean => split(address).scheme !== undefined;

export const resolveReference = (base: string, reference: string): string => {
  const text = reference.trim();
  const target = split(text);
  if (target.scheme !== undefined || base === "") return text;
  const from = split(base);
  if (from.scheme !== undefined && !hierarchical.test(from.scheme)) return text;
  if (target.authority !== undefined) {
    return join(from.scheme, target.authority, removeDots(target.path) + target.query + target.fragment);
  }
  if (target.path === "") {
    const query = target.query === "" ? from.query : target.query;
    return join(from.scheme, from.authority, from.path + query + target.fragment);
  }
  const path = target.path.startsWith("/") ? target.path : mergePath(from, target.path);
  return join(from.scheme, from.authority, removeDots(path) + target.query + target.fragment);
};
