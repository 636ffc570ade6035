import { expect, it } from "vitest";
import { LinePeek } from "./line-peek.ts";

it.each([false, true])("reads each of two lines that stand in one place after another (plain: %s)", (isPlain) => {
  const peek = new LinePeek(["Channel"], isPlain);
  const held = Buffer.alloc(64);
  const valuesOf = (line: string): readonly (string | undefined)[] => {
    const end = held.write(line, 0, "latin1");
    expect(peek.read(held, 0, end)).toBeDefined();
    return peek.values;
  };
  expect(valuesOf('{"Channel":"Security"}')).toEqual(["Security"]);
  expect(valuesOf('{"Channel":"Sysmon/1"}')).toEqual(["Sysmon/1"]);
});
