/**
 * Writes docs/rules.md: every rule we ship, with its techniques, the log it needs and its level, by folder; with `--check`
 * compares it. What stands there comes from the rules and ATT&CK's names alone.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadRules } from "#defend/detect/index.ts";
import { readTexts } from "#outside/read-texts.ts";
import type { DetectionRule, Rule, RuleLogSource } from "#terms/rule.ts";
import { endCheck, keepGenerated, root } from "./keep-generated.mjs";

const folders: readonly (readonly [folder: string, heading: string])[] = [
  ["windows", "Windows"],
  ["linux", "Linux"],
  ["cloud", "Cloud and identity"],
  ["network", "Network edge"],
];

const attack = JSON.parse(readFileSync(join(root, "data/attack/attack.json"), "utf8")) as {
  readonly version: string;
  readonly objects: readonly string[];
};
const techniqueNames = new Map(attack.objects.map((line): [string, string] => [cell(line, 0), cell(line, 3)]));

function cell(line: string, index: number): string {
  return line.split("|")[index] ?? "";
}

const techniquesOf = ({ tags }: Rule): readonly string[] =>
  tags.flatMap((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/.exec(tag)?.[1]?.toUpperCase() ?? []);

const showTechnique = (id: string): string => `${id} ${techniqueNames.get(id) ?? ""}`.trim();

/** What has to be written for a category to be there at all. */
const categoryNeeds: Readonly<Record<string, string>> = {
  "windows process_creation": "process starts with command lines (Sysmon 1, or Security 4688)",
  "windows process_access": "Sysmon 10",
  "windows create_remote_thread": "Sysmon 8",
  "windows image_load": "Sysmon 7",
  "windows driver_load": "Sysmon 6",
  "windows file_event": "Sysmon 11",
  "windows registry_set": "Sysmon 13",
  "windows registry_event": "Sysmon 12 to 14",
  "windows network_connection": "Sysmon 3",
  "windows pipe_created": "Sysmon 17 and 18",
  "windows ps_script": "PowerShell 4104",
  "linux process_creation": "process starts (auditd `execve`, or Sysmon for Linux)",
  "linux file_event": "files made (auditd watches, or Sysmon for Linux)",
  webserver: "access log of the web server (IIS, Apache, nginx, Zeek http)",
  proxy: "log of the web proxy, or Zeek http",
};

const showSource = ({ product, category, service }: RuleLogSource): string => {
  const key = [product, category].filter((part) => part !== undefined).join(" ");
  const need = category === undefined ? undefined : categoryNeeds[key];
  return need ?? [product, service].filter((part) => part !== undefined).join(" / ");
};

const eventIds = ({ condition }: DetectionRule): string => {
  const ids = new Set<string>();
  const walk = (node: DetectionRule["condition"]): void => {
    if (node.kind === "atom") {
      if (node.atom.kind === "text" && node.atom.field === "EventID") ids.add(node.atom.text);
    } else if (node.kind !== "constant")
      for (const child of "children" in node ? node.children : [node.child]) walk(child);
  };
  walk(condition);
  return [...ids].sort().join(", ");
};

const sourcesOf = (rules: readonly Rule[]): string => {
  const shown = rules.flatMap((rule) => {
    if (rule.kind !== "detection") return [];
    const ids = rule.logSource.category === undefined ? eventIds(rule) : "";
    return [`${showSource(rule.logSource)}${ids === "" ? "" : ` ${ids}`}`];
  });
  return [...new Set(shown)].join("; ");
};

const { files } = await readTexts([join(root, "rules")], { endings: [".yml"] });
const byFile = files.map(({ path, text }) => {
  const name = path.slice(path.indexOf("/rules/") + "/rules/".length);
  return { name, rules: loadRules([{ path: name, text }]).rules };
});

const row = ({ name, rules }: (typeof byFile)[number]): string => {
  const [shown] = rules.filter(({ reports }) => reports);
  if (shown === undefined) return "";
  const kind = shown.kind === "correlation" ? ` (${shown.type.replaceAll("_", " ")})` : "";
  const techniques = techniquesOf(shown).map(showTechnique).join("<br>");
  return `| [${shown.title}](../rules/${name})${kind} | ${techniques} | ${sourcesOf(rules)} | ${shown.level} |`;
};

const shown = byFile.flatMap(({ rules }) => rules.filter(({ reports }) => reports));
const techniques = new Set(shown.flatMap(techniquesOf));

const sections = folders.map(([folder, heading]) => {
  const rows = byFile.filter(({ name }) => name.startsWith(`${folder}/`)).map(row);
  return [`## ${heading}`, "", "| rule | ATT&CK | log needed | level |", "|---|---|---|---|", ...rows].join("\n");
});

const correlations = shown.filter(({ kind }) => kind === "correlation").length;
const text = `# The rules we ship

Written by \`node scripts/document-rules.ts\` from the rules themselves; \`npm run check\` compares.

${shown.length} rules, ${correlations} of them correlations, for ${techniques.size} techniques of ATT&CK ${attack.version}. Each lies beside a case file with events it
must and must not fire on ([how they are written](../rules/README.md)); how quiet they are is told in [rule-noise.md](rule-noise.md).
\`watchfloor rules stats rules/ --navigator coverage.json\` writes the coverage as a layer for ATT&CK Navigator.

${sections.join("\n\n")}
`;

const check = process.argv.includes("--check");
endCheck(
  keepGenerated({ "docs/rules.md": text }, { check, madeBy: "node scripts/document-rules.ts" }),
  check ? "docs/rules.md is as the rules are" : `docs/rules.md: ${shown.length} rules`,
);
