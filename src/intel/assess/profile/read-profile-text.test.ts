import { describe, expect, it } from "vitest";
import { readProfileText } from "./read-profile-text.ts";

const faultsOf = (text: string, name?: string) =>
  readProfileText(text, name).faults.map(({ line, path, expected, found }) => [line, path, expected, found]);

describe("a list of products", () => {
  it.each([
    ["CSV with commas", "name,version,assets,internet-facing\nQuay Server,2.1,db-1;db-2,yes\n"],
    [
      "CSV with semicolons, marked and quoted",
      '\uFEFFProduct;Release;Hosts;Exposed\r\n"Quay Server";2.1;db-1|db-2;1\r\n',
    ],
    ["CSV with tabs", "name\tversion\tassets\tinternet facing\nQuay Server\t2.1\tdb-1;db-2\ttrue"],
    ["a list in YAML", "- name: Quay Server\n  version: '2.1'\n  assets: [db-1, db-2]\n  internetFacing: true"],
    [
      "under its key",
      "products:\n  - name: Quay Server\n    version: '2.1'\n    assets: [db-1, db-2]\n    internetFacing: true",
    ],
  ])("is read from %s", (_how, text) => {
    const { fields, faults } = readProfileText(text);
    expect(faults).toEqual([]);
    expect(fields.products).toEqual([
      { name: "Quay Server", version: "2.1", assets: ["db-1", "db-2"], internetFacing: true },
    ]);
  });

  it("keeps what is right of it and names the line of every fault", () => {
    const csv = "name,version,internet-facing\nQuay,1,yes\n,2,no\nDock,3,perhaps\n\nPier,4,no";
    expect(readProfileText(csv).fields.products?.map(({ name }) => name)).toEqual(["Quay", "Pier"]);
    expect(faultsOf(csv)).toEqual([
      [3, "name", "at least 1 character", 'string ""'],
      [4, "internetFacing", "yes or no", 'string "perhaps"'],
    ]);
    const yaml = "- name: Quay\n- name: Dock\n  version: 3\n- Pier\n- nam: Slip";
    expect(readProfileText(yaml).fields.products?.map(({ name }) => name)).toEqual(["Quay", "Pier"]);
    expect(faultsOf(yaml)).toMatchObject([
      [3, "products[1].version", "string", "number 3"],
      [5, "products[3].name", "string", "nothing"],
      [5, "products[3].nam", "a known key", 'unknown key "nam"'],
    ]);
  });

  it("of 10,000 rows is read whole, and of one more all but that", () => {
    const rows = (count: number) =>
      `name,version\n${Array.from({ length: count }, (_, at) => `Product ${at},${at}`).join("\n")}`;
    expect(readProfileText(rows(10_000))).toMatchObject({ faults: [], fields: { products: { length: 10_000 } } });
    const { fields, faults } = readProfileText(rows(10_001));
    expect(fields.products).toHaveLength(10_000);
    expect(faults).toMatchObject([{ expected: "at most 10000 products", found: "10001" }]);
  });
});

it("a whole profile is read with its products, a wrong field with its line", () => {
  const { fields, faults } = readProfileText("name: Harbour Trust\nsectors: [energy]\nproducts:\n  - name: Quay");
  expect([fields.name, fields.sectors, fields.products?.length, faults]).toEqual(["Harbour Trust", ["energy"], 1, []]);
  expect(faultsOf("name: Harbour\nsector: energy")).toEqual([[2, "sector", "a known key", 'unknown key "sector"']]);
});

it.each([
  ["nothing", " \n ", undefined],
  ["a number", "7", 1],
  ["broken YAML", "a: [", 1],
  ["CSV without names of columns", "1,2,3\n4,5,6", 1],
  [
    "an alias bomb",
    `a: &a [x,x]\n${"bcdefgh"
      .split("")
      .map((key, at) => `${key}: &${key} [${`*${"abcdefg"[at]},`.repeat(9)}]`)
      .join("\n")}`,
    undefined,
  ],
  ["five million letters", "x".repeat(5_000_000), undefined],
])("%s is told as a fault, never thrown", (_what, text, line) => {
  const [fault] = readProfileText(text, text.startsWith("1,2") ? "list.csv" : "").faults;
  expect(fault).toBeDefined();
  expect(fault?.line).toBe(line);
});

describe("the work grows with the length of the text", () => {
  const many = 200_000;
  const keys = Array.from({ length: many }, (_, at) => `k${at}: 1`);
  const patient = 120_000;

  it.each([
    ["in lines", [...keys, "k7: 2"].join("\n"), many + 1],
    ["in brackets", `{${[...keys, "k7: 2"].join(",")}}`, 1],
  ])(
    "one key twice among 200,000 %s is a fault with its line",
    (_how, text, line) => {
      expect(faultsOf(text)).toEqual([[line, "", "well-formed YAML", 'a second "k7" among the keys of one mapping']]);
    },
    patient,
  );

  it(
    "of 200,000 unknown keys the first are told with their lines, the rest counted",
    () => {
      const { faults, more } = readProfileText(keys.join("\n"));
      expect(faults.at(-1)).toMatchObject({ path: "k499", expected: "a known key", line: 500 });
      expect([faults.length, more]).toEqual([500, many - 500]);
    },
    patient,
  );

  it(
    "a long line of faults is told too",
    () => {
      const { faults, more } = readProfileText(`name: ${"] ".repeat(100_000)}`);
      expect([faults.length, more > 0]).toEqual([500, true]);
    },
    patient,
  );

  it("more than 300,000 values are not read at all", () => {
    expect(faultsOf("- a\n".repeat(300_001))).toMatchObject([
      [undefined, "", "at most 300000 lines and commas", "300002"],
    ]);
  });
});

it.each([
  ["a list", "[", 200_000],
  ["a list in lines", "- ", 200_000],
  ["a key", "? ", 200_000],
])("%s in itself without end is told as a fault", (_what, part, times) => {
  expect(readProfileText(part.repeat(times)).faults).not.toEqual([]);
});
