/** What stands in a YAML document, with where it stands in its file. */
export interface YamlScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As written, without quotes. */
  readonly source: string;
  readonly at: number;
}
export interface YamlList {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
  readonly at: number;
}
export interface YamlEntry {
  readonly key: string;
  readonly value: YamlNode;
  readonly at: number;
}
export interface YamlMap {
  readonly kind: "map";
  readonly entries: readonly YamlEntry[];
  readonly at: number;
}
export type YamlNode = YamlScalar | YamlList | YamlMap;
