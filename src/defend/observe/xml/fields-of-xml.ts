/** The fields of one Windows event written as XML, in the shape of an EVTX record. */
import { BinXmlFault } from "../evtx/binxml-tree.ts";
import { ChunkSpace } from "../evtx/chunk-space.ts";
import { RecordRenderer } from "../evtx/render-record.ts";
import type { Fields } from "../set-field.ts";
import { parseXml } from "./parse-xml.ts";

const renderer = new RecordRenderer(new ChunkSpace(Buffer.alloc(0)));

export const fieldsOfXml = (text: string): Fields | BinXmlFault => {
  try {
    return renderer.renderTree(parseXml(text));
  } catch (error) {
    if (error instanceof BinXmlFault) return error;
    throw error;
  }
};
