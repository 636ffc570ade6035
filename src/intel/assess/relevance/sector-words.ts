/**
 * Sectors of the STIX 2.1 industry-sector vocabulary and the words reports use for them. A profile may use the
 * vocabulary's word or any word of its row.
 */
const rows: Readonly<Record<string, string>> = {
  government:
    "government;governments;ministry;ministries;federal;parliament;public body;public bodies;public administration;municipality;municipal;city council;state agencies;national police;border agencies;embassy;behörden;public sector;government-national;civilian agencies",
  defence: "defence;defense;military;armed forces;defence contractor;defense contractor",
  "financial-services":
    "finance;financial;bank;banks;banking;insurer;insurance;payment processor;credit union;finance ministries;fintech;stock exchange",
  healthcare: "healthcare;health care;hospital;hospitals;clinic;clinics;patients;medical;health;pharmacy",
  energy: "energy;power grid;electricity;oil and gas;utility;utilities;wind farm;solar farm;pipeline;nuclear",
  water: "water;water utility;water treatment;wastewater;waterways",
  telecommunications: "telecom;telecoms;telecommunications;mobile operator;internet provider;isp;carrier",
  transportation:
    "transport;transportation;aviation;airline;airlines;airport;airports;rail;railway;shipping;port;ports;logistics;maritime",
  education: "education;university;universities;school;schools;college;students",
  technology: "technology;software company;software companies;cloud provider;hosting company;developers;it services",
  manufacturing: "manufacturing;manufacturer;manufacturers;factory;factories;industrial;automotive",
  retail: "retail;retailer;retailers;supermarket;e-commerce;online shops",
  media: "media;newspaper;newspapers;broadcaster;broadcasters;journalists;publishing",
  "non-profit": "ngo;ngos;non-profit;nonprofit;aid organisation;aid organisations;charity;civil society",
  legal: "legal;law firm;law firms;lawyers;courts",
  mining: "mining;mining regulators",
  agriculture: "agriculture;farming;food producer;food industry",
  gaming: "gaming;game publisher;game studio",
};

const quoted = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The row of a sector as a profile names it: by the vocabulary's word or any word of the row. */
const rowOf = (sector: string): readonly [name: string, words: string] | undefined => {
  const asked = sector.trim().toLowerCase().replace(/[_-]+/g, " ");
  return Object.entries(rows).find(
    ([name, words]) => name.replaceAll("-", " ") === asked || words.split(";").includes(asked),
  );
};

export const sectorNames: readonly string[] = Object.keys(rows);

/** The vocabulary's word for a sector, nothing when it is none of ours. */
export const sectorOf = (sector: string): string | undefined => rowOf(sector)?.[0];

/** A pattern for all words of a sector as the profile names it; unknown sectors stand for themselves. */
export const sectorPattern = (sector: string): RegExp => {
  const asked = sector.trim().toLowerCase().replace(/[_-]+/g, " ");
  const words = rowOf(sector)?.[1].split(";") ?? [asked];
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(quoted).join("|")})(?![\\p{L}\\p{N}])`, "iu");
};
