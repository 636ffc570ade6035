/** What may stand between two separators of a path or registry key, and how long the last piece is. */

/** Key names that hold blanks and may stand last. Facts of Windows. */
const spacedKeys = [
  "Image File Execution Options",
  "User Shell Folders",
  "Shell Folders",
  "Session Manager",
  "Volatile Environment",
  "Windows NT",
  "Windows Defender",
  "Internet Settings",
  "Internet Explorer",
  "Control Panel",
  "Terminal Server",
  "Terminal Services",
  "Security Center",
  "Browser Helper Objects",
  "Active Setup",
  "Installed Components",
  "Command Processor",
  "App Paths",
  "Print Processors",
  "Credential Providers",
  "Authentication Packages",
  "Security Packages",
  "Notification Packages",
  "Network Provider",
  "Windows Script Host",
  "Windows Messaging Subsystem",
  "Memory Management",
  "Trusted Documents",
  "Time Providers",
  "Program Files",
  "Context Menu Handlers",
];

const proseWord =
  /(?:^|\s)(?:and|or|was|were|is|are|to|in|on|the|which|that|then|with|from|by|as|at|for|has|have|had|will|can|file|files|key|registry|folder|directory|using|into|via)(?:\s|$)/;
const segment = /^[^\\/:*?"<>|\r\n\t]{0,64}(?:<[A-Za-z0-9 _-]{1,30}>[^\\/:*?"<>|\r\n\t]{0,32})?$/;

/** A piece followed by a separator: no forbidden character, no double blank, no blank at its ends, no prose. */
export const isPlausibleSegment = (piece: string, isKey: boolean): boolean => {
  if (!(isKey ? /^[^\\\r\n\t"“”|]{1,96}$/ : segment).test(piece)) return false;
  if (!piece.trimEnd().includes(" ")) return !piece.endsWith("  ");
  if (/^ | $| {2}|[.,;:] /.test(piece)) return false;
  if (/(?:^|\s)(?:HK[A-Z_]{2,}|[A-Z]:|%\w+%)$/.test(piece)) return false;
  return !proseWord.test(piece) && piece.split(" ").length <= 6;
};

/** Length of the last piece, which no separator follows. */
export const lastSegmentLength = (window: string, isKey: boolean): number => {
  if (isKey)
    for (const name of spacedKeys)
      if (window.startsWith(name) && !/^[\w]/.test(window.slice(name.length))) return name.length;
  const placeholder = /^<[A-Za-z0-9 _-]{1,30}>/.exec(window)?.[0].length ?? 0;
  const plain =
    /^[^\s\\/:*?"<>|'`,;…“”„‟‘’‚‛«»‹›「」『』【】《》〈〉、。]{0,96}/.exec(window.slice(placeholder))?.[0].length ?? 0;
  return placeholder + plain;
};
