import { describe, expect, it } from "vitest";
import { shippedAttack } from "./attack-names.ts";
import { labelFinder } from "./fold-label.ts";
import { shippedModels } from "./load-models.ts";
import { readTechniques } from "./read-techniques.ts";

describe("the label that stands for a technique", () => {
  const labelOf = labelFinder(new Set(["T1574.002", "T1027", "T1059.003"]));
  it.each([
    ["the label itself", "T1027", "T1027"],
    ["its parent's, where it has none", "T1027.002", "T1027"],
    ["an older id that it took the place of", "T1574.001", "T1574.002"],
    ["none for a sibling", "T1059.001", undefined],
    ["none for what no label knows", "T1001", undefined],
  ])("%s", (_, id, label) => {
    expect(labelOf(id)).toBe(label);
  });

  it("never comes out as an id that ATT&CK has replaced", () => {
    const { byId } = shippedAttack();
    const replaced = shippedModels().sentences.labelled.labels.filter((label) => byId.get(label)?.id !== label);
    const text = [
      "The loader is side-loaded by a legitimate signed program as a malicious DLL next to it.",
      "The malicious library is loaded through DLL search order by the signed executable.",
      "It injects shellcode into a svchost process and decrypts the payload with RC4.",
      "It sets a Run registry key for persistence and deletes itself with a batch script.",
      "It sends system information to its command-and-control server over HTTP POST.",
      "It lists files and directories and running processes.",
    ].join(" ");
    const found = readTechniques(text, []).map((one) => one.id);
    expect(found).toContain("T1574.001");
    expect(found.filter((id) => replaced.includes(id))).toEqual([]);
  });
});
