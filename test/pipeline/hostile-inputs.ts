/** What a hostile day brings besides its news. Each is made here, in the size that hurts; none is kept in the repository. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const emptyFeed =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>Quiet Desk</title><link>https://quiet.example/</link>' +
  "<description>Nothing today</description></channel></rss>";

const deepPage = `<html><head><title>Deep</title></head><body>${"<div>".repeat(200_000)}bottom${"</div>".repeat(200_000)}</body></html>`;

/** 600 MiB of zeros in some 600 kB. Packed once, and the packed stream thrice over: gzip members may follow each other. */
const gzipBomb = (): Uint8Array => {
  const member = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
  return Buffer.concat([member, member, member]);
};

/** Ten times ten times … of a short text: three gigabytes, were it expanded. */
const entityBomb = (): string => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const value = level === 0 ? "lol" : `&a${level - 1};`.repeat(10);
    return `<!ENTITY a${level} "${value}">`;
  });
  return (
    `<?xml version="1.0"?><!DOCTYPE rss [${levels.join("")}]><rss version="2.0"><channel><title>Bomb</title>` +
    "<link>https://bomb.example/</link><item><title>&a8;</title><description>&a8;</description></item></channel></rss>"
  );
};

const cutPdf =
  "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n" +
  "endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length 90000 >>\nstream\nBT /F1 12";

/** Half of the entries name pages that are nowhere, each another; half name the same one. None says anything itself. */
const longFeed = (): string => {
  const items = Array.from(
    { length: 50_000 },
    (_, at) => `<item><link>http://127.0.0.1:9/${at % 2 === 0 ? at : "same"}</link></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Endless</title>${items.join("")}</channel></rss>`;
};

const tarHeader = (name: string, size: number, type: string, target = ""): Buffer => {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write("0000644\0", 100);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("        ", 148);
  block.write(type, 156);
  block.write(target, 157, 100);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
};

const outsidePage = "<html><body><p>This page climbed out of its archive.</p></body></html>";

/** A link to a file of the system, a link out of the archive, and a page whose name climbs out of it. */
const leadingOutTar = (): Buffer => {
  const page = Buffer.alloc(512);
  page.write(outsidePage);
  return Buffer.concat([
    tarHeader("users.txt", 0, "2", "/etc/passwd"),
    tarHeader("up.html", 0, "1", "../northgate/grey-heron.html"),
    tarHeader("../climbed.html", outsidePage.length, "0"),
    page,
    Buffer.alloc(1024),
  ]);
};

/** A zip with one entry, written out by hand because libraries refuse the name. */
const climbingZip = (): Buffer => {
  const name = Buffer.from("../../climbed-too.html");
  const packed = deflateRawSync(Buffer.from(outsidePage));
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(outsidePage.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, name, packed]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
};

/** Lays the hostile inputs into `folder`, beside what is there. `secret/` may be listed by nobody but root. */
export const layHostileInputs = (folder: string): void => {
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "empty.xml": emptyFeed,
    "deep.html": deepPage,
    "zeros.html.gz": gzipBomb(),
    "entities.xml": entityBomb(),
    "cut.pdf": cutPdf,
    "endless.xml": longFeed(),
    "leading-out.tar": leadingOutTar(),
    "climbing.zip": climbingZip(),
    "nothing.html": "",
    "noise.html": Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7_919) % 256),
  };
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? text(content) : content);
  mkdirSync(join(folder, "secret"));
  writeFileSync(join(folder, "secret", "page.html"), "<html><body><p>Not for everyone.</p></body></html>");
  chmodSync(join(folder, "secret"), 0);
};
