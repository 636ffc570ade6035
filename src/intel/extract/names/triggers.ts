/** Words at which the patterns look around themselves, each with what it may announce. */
export type Trigger =
  | "malware"
  | "actor"
  | "tool"
  | "campaign"
  | "product"
  | "naming"
  | "flaw"
  | "operation"
  | "scheme"
  | "metal"
  | "organisation"
  | "institution"
  | "speech"
  | "according"
  | "researchers"
  | "role"
  | "kind";

const lists: Readonly<Record<Trigger, string>> = {
  malware:
    "ransomware malware trojan backdoor loader stealer infostealer rat botnet wiper worm payload implant spyware rootkit bootkit dropper downloader keylogger webshell cryptominer miner virus shellcode stager clipper skimmer locker encryptor crypter proxyware",
  actor:
    "group gang hackers crew collective cartel apt affiliates operators syndicate actor actors hacktivists cluster",
  tool: "framework toolkit tool kit platform",
  campaign: "campaign campaigns",
  product:
    "instances servers server appliances appliance firewalls firewall routers router devices plugin plugins users customers versions version updates app apps application applications software deployments installations gateways gateway extension browser library flaw vulnerability vulnerabilities flaws bug bugs",
  naming:
    "as aka dubbed called named codenamed nicknamed calls calling names name names moniker alias handle banner christened",
  flaw: "flaw flaws vulnerability vulnerabilities bug bugs day days weakness weaknesses rce injection overflow bypass escalation deserialization traversal",
  operation: "operation",
  scheme:
    "blizzard typhoon sandstorm sleet tempest tsunami cyclone hail panda bear kitten spider chollima jackal buffalo leopard lynx ocelot saiga wolf crane hawk sphinx tiger scorpius libra taurus ursa serpens pisces draco gemini virgo",
  metal: "gold bronze cobalt iron nickel aluminum tungsten copper zinc tin",
  organisation:
    "inc ltd llc gmbh ag corp corporation company group holdings bank banks university college institute institutes institution hospital hospitals clinic ministry department agency authority commission committee council bureau office directorate service services police court parliament senate government administration association federation foundation society union alliance consortium network networks systems technologies technology solutions cybersecurity security labs lab laboratories research intelligence consulting partners capital ventures insurance airlines airways airport railways energy electric power telecom communications media news times post press school schools district county center centre health healthcare pharma pharmaceuticals industries motors motor logistics shipping embassy army navy forces party club exchange team cert csirt",
  institution:
    "ministry department university bank office bureau institute embassy government port city state house board college chamber academy museum library court",
  speech:
    "said says told wrote writes added noted explained warned reported reports found disclosed confirmed revealed stated announced observed discovered attributed published claimed assessed believes tracks detailed",
  according: "to per citing credits thanked",
  researchers: "researchers researcher analysts analyst experts team teams",
  role: "researcher analyst engineer director chief head ceo cto ciso cio coo president founder cofounder manager lead leader minister spokesperson spokesman spokeswoman professor officer expert commissioner secretary senator attorney prosecutor judge lawyer consultant developer general executive partner principal senior fellow chairman chair ambassador dr mr ms mrs prof national citizen",
  kind: "tool platform plugin software framework library service app application product solution package system utility extension server",
};

export interface TriggerWord {
  readonly word: string;
  readonly triggers: ReadonlySet<Trigger>;
}

const byWord = new Map<string, Set<Trigger>>();
for (const [trigger, words] of Object.entries(lists) as [Trigger, string][]) {
  for (const word of words.split(" ")) byWord.set(word, (byWord.get(word) ?? new Set()).add(trigger));
}

export const triggerWords: readonly TriggerWord[] = [...byWord].map(([word, triggers]) => ({ word, triggers }));
