import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeFeed } from "./decode-feed.ts";
import { guessCharset } from "./guess-charset.ts";

const russian = "Неизвестные взломали сеть порта и похитили списки грузов";
const japanese = "港の管理システムがきのう止まりました。原因はまだわかっていません。";

describe("a charset that nobody declared is guessed by its script", () => {
  it.each([
    ["windows-1251", russian],
    ["koi8-r", russian],
    ["windows-1253", "Οι άγνωστοι μπήκαν στο δίκτυο του λιμανιού και πήραν τους καταλόγους"],
    ["shift_jis", japanese],
    ["euc-jp", japanese],
    ["euc-kr", "항만 관리 시스템이 어제 멈추었고 원인은 아직 모른다"],
    ["gb18030", "港口的管理系统昨天停了，原因还不知道，有人说是有人进来了。"],
    ["big5", "港口的管理系統昨天停了，原因還不知道，有人說是有人進來了。"],
    ["tis-620", "ระบบท่าเรือหยุดทำงานเมื่อวานนี้"],
  ])("%s", (charset, text) => {
    const bytes = iconv.encode(`<rss><channel><title>${text}</title></channel></rss>`, charset);
    expect(guessCharset(bytes)).toBe(charset);
    expect(decodeFeed(bytes)).toMatchObject({ charset, faults: [{ type: "wrong_charset" }] });
    expect(decodeFeed(bytes).text).toContain(text);
  });

  it.each([
    ["German", "Prüfer fanden größere Lücken über Häfen, früher schöner, äußerst öde"],
    ["French", "Les autorités ont été prévenues à l’été, après une enquête privée"],
    ["plain ASCII", "Nothing to see here"],
  ])("%s stays Latin", (_, text) => {
    const bytes = iconv.encode(`<title>${text}</title>`, "win1252");
    expect(guessCharset(bytes)).toBeUndefined();
    expect(decodeFeed(bytes).text).toContain(text);
  });
});
