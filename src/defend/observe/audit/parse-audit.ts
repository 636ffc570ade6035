/**
 * One line of the Linux audit log: type, time, serial and fields, with what the kernel encoded decoded again.
 *
 * `type=EXECVE msg=audit(1481077231.371:479): argc=2 a0="cat" a1=2F65746320`. Texts that hold spaces or quotes stand in hex and
 * are decoded where a field may be so encoded; user-space messages (`msg='op=… res=success'`) are taken apart; numbers that
 * have names (calls, errors, architectures, signals) keep the number and get the name beside it, so that rules written for
 * either find theirs. Source of the rules: the audit event field dictionary and `auparse`'s documentation.
 */
import { architectureOf, callNameOf, errorNameOf } from "./linux-calls.ts";

export interface AuditRecord {
  readonly type: string;
  readonly node: string | undefined;
  readonly timeMs: number;
  readonly serial: number;
  /** Values of each field in the order written; more than one where a name was added or a field stood twice. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

const mostFields = 2000;
const unsetId = "4294967295";

/** Fields whose text is in hex when it holds anything that would break the line. */
const encodable = new Set(
  "acct cmd comm cwd data device dir exe file grp key name new-chardev new-disk new-fs new-rng ocomm old-chardev old-disk old-fs old-rng path proctitle root_dir unit vm watch invalid_context".split(
    " ",
  ),
);

const isArgument = (name: string): boolean => {
  if (name.charCodeAt(0) !== 0x61) return false;
  const digit = name.charCodeAt(1);
  return digit >= 0x30 && digit <= 0x39;
};

const isHex = (text: string): boolean => {
  if (text.length < 2 || text.length % 2 !== 0) return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isDigit && !(code >= 0x41 && code <= 0x46) && !(code >= 0x61 && code <= 0x66)) return false;
  }
  return true;
};

const decodeHex = (text: string): string => {
  const bytes = Buffer.from(text, "hex");
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.toString("utf8", 0, end);
};

const signals =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(
    " ",
  );

type Fields = Map<string, string[]>;

const add = (fields: Fields, name: string, value: string): void => {
  const before = fields.get(name);
  if (before === undefined) {
    if (fields.size < mostFields) fields.set(name, [value]);
  } else if (!before.includes(value) && before.length < mostFields) before.push(value);
};

interface Token {
  readonly name: string;
  readonly value: string;
  readonly isQuoted: boolean;
  readonly end: number;
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x1d || code === 0x2c;

const skipSpaces = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
};

/** The end of a word: at a space, or a group separator, behind which `auditd` writes names for numbers. */
const wordEnd = (text: string, from: number): number => {
  let at = from;
  for (let code = text.charCodeAt(at); at < text.length && code !== 0x20 && code !== 0x1d; code = text.charCodeAt(at))
    at += 1;
  return at;
};

const readQuoted = (text: string, name: string, at: number): Token => {
  const quote = text[at] ?? '"';
  const close = text.indexOf(quote, at + 1);
  const end = close < 0 ? text.length : close;
  return { name, value: text.slice(at + 1, end), isQuoted: true, end: end + 1 };
};

/** The next `name=value`, or a word alone (with an empty name). */
const readToken = (text: string, from: number): Token => {
  const end = wordEnd(text, from);
  const sign = text.slice(from, end).indexOf("=");
  if (sign < 0) return { name: "", value: text.slice(from, end), isQuoted: false, end };
  const equals = from + sign;
  const name = text.slice(from, equals);
  const first = text.charCodeAt(equals + 1);
  if (first === 0x22 || first === 0x27) return readQuoted(text, name, equals + 1);
  const last = text.charCodeAt(end - 1);
  const isClosing = last === 0x29 && text.charCodeAt(equals + 1) !== 0x28;
  const stop = last === 0x2c || isClosing ? end - 1 : end;
  return { name, value: text.slice(equals + 1, stop), isQuoted: false, end };
};

/** `avc:  denied  { read write } for`: words that say what was asked and what came of it. */
const readPermissions = (text: string, fields: Fields): void => {
  const open = text.indexOf("{");
  const close = text.indexOf("}", open);
  if (open < 0 || close < 0) return;
  for (const permission of text
    .slice(open + 1, close)
    .trim()
    .split(" ", 50))
    add(fields, "seperms", permission);
  const head = text.slice(0, open);
  if (head.includes("denied")) add(fields, "seresult", "denied");
  else if (head.includes("granted")) add(fields, "seresult", "granted");
};

const decodeValue = (type: string, { name, value, isQuoted }: Token): string => {
  if (isQuoted || !isHex(value)) return value;
  if (encodable.has(name)) return decodeHex(value);
  return type === "EXECVE" && isArgument(name) ? decodeHex(value) : value;
};

/** Old kernels write `old auid=… new auid=…`; a message in brackets opens before its first name. */
const withWord = (before: string, name: string): string => {
  if (before === "old" || before === "new") return `${before}_${name}`;
  return name.startsWith("(") ? name.slice(1) : name;
};

const readFields = (type: string, text: string, fields: Fields): void => {
  let before = "";
  for (let at = skipSpaces(text, 0); at < text.length && fields.size < mostFields; ) {
    const token = readToken(text, at);
    at = skipSpaces(text, token.end);
    if (token.name === "msg" && token.isQuoted) readFields(type, token.value, fields);
    else if (token.name !== "") addField(type, { ...token, name: withWord(before, token.name) }, fields);
    before = token.name === "" ? token.value : "";
  }
};

/** A long argument comes in pieces: `a1[0]=… a1[1]=…`, its length in `a1_len`. */
const addPiece = (type: string, token: Token, bracket: number, fields: Fields): void => {
  const name = token.name.slice(0, bracket);
  const piece = decodeValue(type, { ...token, name });
  const before = fields.get(name)?.[0] ?? "";
  fields.set(name, [before + piece]);
};

const addField = (type: string, token: Token, fields: Fields): void => {
  const bracket = type === "EXECVE" ? token.name.indexOf("[") : -1;
  if (bracket > 0) {
    addPiece(type, token, bracket, fields);
    return;
  }
  const value = decodeValue(type, token);
  if (token.name === "key" && value.includes("\x01"))
    for (const key of value.split("\x01", 64)) add(fields, "key", key);
  else if (token.name === "proctitle" || token.name === "cmd") add(fields, token.name, value.replaceAll("\0", " "));
  else add(fields, token.name, value);
};

const byte = (bytes: Buffer, at: number): number => bytes[at] ?? 0;

const sixText = (bytes: Buffer, at: number): string => {
  const groups: number[] = [];
  for (let index = 0; index < 8; index += 1)
    groups.push((byte(bytes, at + index * 2) << 8) | byte(bytes, at + index * 2 + 1));
  const text = groups.map((group) => group.toString(16)).join(":");
  const zeros = [...text.matchAll(/(?:^|:)0(?::0){1,7}(?=:|$)/g)].sort(
    (one, other) => other[0].length - one[0].length,
  )[0];
  if (zeros === undefined) return text;
  return `${text.slice(0, zeros.index)}::${text.slice(zeros.index + zeros[0].length).replace(/^:/, "")}`;
};

/** A socket address in hex: family, and what the family has. */
const readSocket = (hex: string, fields: Fields): void => {
  if (!isHex(hex) || hex.length > 600) return;
  const bytes = Buffer.from(hex, "hex");
  const family = byte(bytes, 0) | (byte(bytes, 1) << 8);
  if (family === 1) {
    add(fields, "family", "unix");
    const end = bytes.indexOf(0, 2);
    add(fields, "path", bytes.toString("utf8", 2, end < 0 ? bytes.length : end));
  } else if (family === 2 || family === 10) {
    add(fields, "family", family === 2 ? "ipv4" : "ipv6");
    add(fields, "addr", family === 2 ? [...bytes.subarray(4, 8)].join(".") : sixText(bytes, 8));
    add(fields, "port", String((byte(bytes, 2) << 8) | byte(bytes, 3)));
  } else if (family === 16) {
    add(fields, "family", "netlink");
    add(fields, "saddr", hex.slice(4));
  } else add(fields, "family", String(family));
};

/** `user:role:domain:level[:category]` of SELinux. */
const readContext = (name: string, context: string, fields: Fields): void => {
  const [user, role, domain, level, ...category] = context.split(":", 20);
  if (user === undefined || role === undefined || domain === undefined) return;
  add(fields, `${name}_user`, user);
  add(fields, `${name}_role`, role);
  add(fields, `${name}_domain`, domain);
  if (level !== undefined) add(fields, `${name}_level`, level);
  if (category.length > 0) add(fields, `${name}_category`, category.join(":"));
};

const resultOf = (word: string): string | undefined => {
  if (word === "yes" || word === "1" || word === "success") return "success";
  return word === "no" || word === "0" || word.startsWith("fail") ? "fail" : undefined;
};

const addName = (fields: Fields, field: string, name: (value: string) => string | undefined): void => {
  const value = fields.get(field)?.[0];
  const found = value === undefined ? undefined : name(value);
  if (found !== undefined) add(fields, field, found);
};

const addNames = (fields: Fields): void => {
  const arch = fields.get("arch")?.[0] ?? "";
  addName(fields, "syscall", (number) => callNameOf(arch, number));
  addName(fields, "arch", architectureOf);
  addName(fields, "exit", errorNameOf);
  addName(fields, "sig", (number) =>
    signals[Number(number) - 1] === undefined ? undefined : `SIG${signals[Number(number) - 1]}`,
  );
  for (const id of ["auid", "ses", "old-auid", "old-ses"])
    addName(fields, id, (value) => (value === unsetId ? "unset" : undefined));
  const result = resultOf(fields.get("res")?.[0] ?? fields.get("success")?.[0] ?? fields.get("result")?.[0] ?? "");
  if (result !== undefined) add(fields, "result", result);
  for (const name of ["subj", "obj"]) {
    const context = fields.get(name)?.[0];
    if (context?.includes(":") === true) readContext(name, context, fields);
  }
};

const addCommandLine = (fields: Fields): void => {
  const count = Math.min(Number(fields.get("argc")?.[0] ?? 0), mostFields);
  const words: string[] = [];
  for (let index = 0; index < count; index += 1) words.push(fields.get(`a${index}`)?.[0] ?? "");
  if (words.length > 0) add(fields, "cmdline", words.join(" ").trimEnd());
};

const digitsEnd = (text: string, from: number): number => {
  let at = from;
  for (let code = text.charCodeAt(at); code >= 0x30 && code <= 0x39; code = text.charCodeAt(at)) at += 1;
  return at;
};

/** `audit(1481077231.371:479)` at a place: seconds, thousandths, serial, and where it ends. */
const readStamp = (text: string, at: number): { timeMs: number; serial: number; end: number } | undefined => {
  const dot = digitsEnd(text, at + 6);
  const colon = text[dot] === "." ? digitsEnd(text, dot + 1) : dot;
  const close = digitsEnd(text, colon + 1);
  if (text[colon] !== ":" || text[close] !== ")" || dot === at + 6 || close === colon + 1) return undefined;
  const seconds = Number(text.slice(at + 6, colon));
  return { timeMs: Math.round(seconds * 1000), serial: Number(text.slice(colon + 1, close)), end: close + 1 };
};

const headOf = (head: string): { type: string; node: string | undefined } => {
  let type = "";
  let node: string | undefined;
  for (const word of head.trim().split(" ")) {
    if (word.startsWith("type=")) type = word.slice(5);
    else if (word.startsWith("node=")) node = word.slice(5);
  }
  return { type, node };
};

const longestHead = 400;

/** `undefined` when the line is none of the audit log. */
export const parseAudit = (line: string): AuditRecord | undefined => {
  const at = line.indexOf("audit(");
  if (at < 0 || at > longestHead) return undefined;
  const stamp = readStamp(line, at);
  if (stamp === undefined) return undefined;
  const { type, node } = headOf(line.slice(0, at));
  const from = line.charCodeAt(stamp.end) === 0x3a ? stamp.end + 1 : stamp.end;
  const body = line.slice(from);
  const fields: Fields = new Map();
  if (body.includes("avc:")) readPermissions(body, fields);
  readFields(type, body, fields);
  const socket = fields.get("saddr")?.[0];
  if (socket !== undefined) readSocket(socket, fields);
  if (type === "EXECVE") addCommandLine(fields);
  addNames(fields);
  return { type, node, timeMs: stamp.timeMs, serial: stamp.serial, fields };
};
