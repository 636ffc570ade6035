/**
 * Which kind of statement a clause makes, told from its shape: words of the field and kinds of mention, never names.
 *
 * A table that grows by data: `any` must match, `all` must all match, `none` must not. A clause may be of several types;
 * they are listed in the order of this table, the most particular first. Patterns are linear: no nested quantifiers.
 */
export interface ClaimTypeRule {
  readonly type: string;
  readonly all: readonly RegExp[];
  readonly none?: readonly RegExp[];
}

const org =
  "(?:organi[sz]ation|body|agency|government|ministry|victim|compan(?:y|ie)|firm|network|entit(?:y|ie)|hospital|universit(?:y|ie)|bank|institution|customer|operator|municipalit(?:y|ie)|school|tenant|site|server|device|system|machine|computer|host|endpoint|firewall|router|appliance|instance|account|user|people|person|individual|patient|student|employee|member|subscriber|household|business|store|victim|record|file|message|package|repositor(?:y|ie)|website|domain|installation|download|developer|project|none)";
const place = "(?:countr(?:y|ie)|nation|state|region|continent|territor(?:y|ie)|jurisdiction)";

const breach =
  /\b(?:broke into|broken into|breached?|breaches|breaching|compromis(?:ed?|es|ing)|intrusions?|infiltrat\w{1,5}|penetrat\w{1,5}|hacked|got inside|gained access|break-ins?|slipp(?:ed|ing) into|victims? (?:of|in|at|include)|fell victim|affected|infected|encrypted)\b/;
const scan =
  /\b(?:scann(?:ed|ing)|prob(?:ed|es|ing)|reconnaissance|reconnoit\w{1,6}|mapped|enumerat\w{1,6}|looked at|port scans?|target(?:ed|ing|s)?)\b/;
const exploit =
  /\b(?:exploit(?:ed|ing|ation|s)?|attacks? (?:using|on|against|in the wild)|attacked|under attack|abused|weaponi[sz]ed|in the wild|used in attacks?|attackers? (?:are|were|have been) (?:using|abusing))\b/;
const flaw =
  /\b(?:flaws?|bugs?|vulnerabilit(?:y|ies)|weakness(?:es)?|holes?|defects?|security issues?|cves?|(?:buffer|heap|stack) overflow|injection|request forgery|deseriali[sz]ation|path traversal|authentication bypass)\b/;
const not =
  /\b(?:not|no|none|neither|never|nothing|nobody|without|n't|nor|denied|denies|deny|rejects?|rejected)\b|n't\b/;
/** Nobody has seen it used: the negation stands close to the use. */
const notExploited =
  /\b(?:no (?:sign|signs|report|reports|evidence|indication|indications|known|attacks|exploitation|active|attempts)|not (?:been |being |yet |currently |known to be ){0,3}(?:exploited|attacked|abused)|not (?:aware|seen|observed|know)|(?:has|have|had) (?:seen|observed|found|received) (?:no|not)|(?:seen|aware of|knows? of|observed) no|neither .{1,60} (?:knows?|seen|aware|reports?)|nobody .{1,30} (?:seen|observed))\b(?:.{0,60}\b(?:exploit\w{0,5}|attacks?|abuse|attempts?|in the wild)\b)?/;

const patch =
  /\b(?:fix(?:ed|es)?|patch(?:ed|es)?|clos(?:ed|es)|correct(?:ed|s)|contains? the fix|address(?:ed|es)|remed\w{1,8}|resolv\w{1,4}|updates?|upgrad\w{1,4}|move to|release[sd]?|versions?)\b/;

const claimTypes: readonly ClaimTypeRule[] = [
  {
    type: "recon_limit",
    all: [
      /\b(?:reconnaissance|scanning|probing|target selection)\b/,
      /\bnot (?:a )?(?:compromise|breach|intrusion)|confuse|rather than (?:a )?(?:compromise|breach)|target selection\b/,
    ],
  },
  {
    type: "recon",
    all: [scan, new RegExp(`<q:${place}s?#|<q:${org}s?#|\\bnational ranges\\b|\\bnetworks?\\b`)],
    none: [/\b(?:phish|mailbox)/],
  },
  {
    type: "victims_kind",
    all: [
      /\b(?:among (?:them|the victims|those)|victims (?:include|were|are|range)|include[ds]?|including|those it could identify were)\b/,
      /\b(?:ministr|polic|border|parliament|hospital|bank|telecom|aviation|energy|universit|government|agenc|school|media|utilit|manufactur|retail|clinic|airport|airline|council|court|defen[cs]e|compan|firms?)/,
    ],
  },
  { type: "scope", all: [breach, new RegExp(`<q:${org}s?#|<q:${place}s?#`)], none: [/\bpatched\b/] },
  { type: "zero_day", all: [/\bzero[- ]days?\b|\bpreviously unknown vulnerabilit|\bnever-before-seen\b/] },
  {
    type: "kev_added",
    all: [
      /\b(?:added|entry|entries|listed|made|put)\b/,
      /\b(?:known exploited vulnerabilities|kev|catalog(?:ue)?|list of (?:bugs|flaws|vulnerabilities) known)\b/,
    ],
  },
  {
    type: "due",
    all: [
      /\b(?:until|by|deadline|due|before|no later than|within|have to)\b/,
      /<d:(?:day|week|minute)#|<t#/,
      /\b(?:agenc|departments?|federal|civilian|operators|must|deadline|have until|required|ordered|due|bodies|organisations|companies|providers)\b/,
    ],
    none: [/\bbegan\b|\bsince\b/],
  },
  {
    type: "not_exploited",
    all: [notExploited],
    none: [/\b(?:widespread|mass|large-scale)\b/, /\bzero[- ]day/],
  },
  { type: "limited_exploitation", all: [exploit, not, /\b(?:widespread|mass|large-scale|broad)\b/] },
  {
    type: "exploited",
    all: [exploit, /<cve#|\b(?:flaw|bug|vulnerabilit|weakness|hole|it\b|confirmed)/],
    none: [notExploited, /\b(?:not|never) (?:yet |been )*exploited/, /\bzero[- ]day/],
  },
  {
    type: "severity",
    all: [/<s#|\bcvss\b|\b(?:severity|rated|score[sd]?|grades?|graded|critical)\b/],
    none: [/\bscored? (?:a )?goal/],
  },
  {
    type: "precondition",
    all: [
      /\b(?:needs?|requires?|required|must (?:have|be)|without (?:logging in|a login|authenti\w{1,8}|credentials|a password|user interaction|any interaction)|unauthenticated|authenticated|logged[- ]in|no (?:login|password|authentication|user interaction|privileges)|only (?:if|when)|nobody has to|account (?:with|that))\b/,
      /\b(?:attacker|flaw|bug|vulnerabilit|weakness|exploit|account|attack|login|it\b|can be used|stranger|anyone|user)/,
    ],
    none: [/\b(?:should|users want|are asked)\b/],
  },
  {
    type: "affected",
    all: [
      /\b(?:affects?|affected|vulnerable|impact(?:s|ed)|all (?:releases|versions)|every (?:release|version)|(?:releases|versions) (?:before|prior|up to|through|earlier))\b/,
      /<v#|\b(?:version|release|product|model|device|firmware)/,
    ],
  },
  { type: "fixed", all: [patch, /<v#/] },
  {
    type: "workaround",
    all: [
      /\b(?:workarounds?|mitigat\w{1,6}|until then|limit\b.{1,60}\bto people|disable\w?|turn(?:ing)? off|only remedy|take (?:the|it).{1,40}off|block(?:ing)? access)\b/,
    ],
  },
  {
    type: "unfixed",
    all: [
      /\bno (?:\w+ )?(?:fix|patch|update|remedy|correction|repair)\b(?! (?:status|notes?))|\b(?:will|would|does|do|has|have|is|are|was|were) not (?:be |been )?(?:getting |get )?(?:fix(?:ed)?|patch(?:ed)?|repair(?:ed)?|correct(?:ed)?)\b|\bwithout an? (?:fix|patch|update)\b|\bremains? (?:unpatched|unfixed|open)\b|\bend[- ]of[- ](?:life|support)\b|\bno longer (?:supported|patched|maintained|receives?)\b/,
    ],
    none: [/\bno (?:fix|patch|update) (?:is|was) (?:needed|required|necessary)/],
  },
  {
    type: "flaw_count",
    all: [
      /\b(?:disclos\w{1,3}|publish\w{1,3}|released?|describes?|lists?|fix(?:ed|es)|patch(?:ed|es)|correct(?:ed|s)|added|issued)\b/,
      /<q:(?:vulnerabilit\w{1,3}|flaw|bug|cves?|hole|weakness|issue|advisor\w{1,3}|defect|none|update|fix|entry|entrie)s?#/,
      flaw,
    ],
  },
  {
    type: "vuln_what",
    all: [
      /\b(?:lets?|allows?|enabl\w{1,3}|could (?:let|allow|turn|be used|run|execute)|could be (?:enough|triggered|abused|set off)|set (?:it|the [a-z]+) off|can (?:be used|run|execute|turn|read|take)|may (?:execute|bypass|run)|execute|bypass|escape|break out|takes? over|run commands|knock|reboots?|restart)\b/,
      /\b(?:attacker|anyone|outsider|stranger|user|flaw|bug|vulnerabilit|weakness|hole|host|server|command|code|remote)/,
    ],
  },
  {
    type: "attribution_none",
    all: [
      /\b(?:stops? short|would not (?:say|tell|name)|declin\w{1,4}|refus\w{1,3}|does not name|did not name|has not named|names? no|no attribution|not attribut\w{1,4}|without naming|not (?:settled|named|identified)|(?:enough|able|possible|too early) to attribute|no one has (?:pinned|claimed|named)|takes no position|not verified the attribution)\b/,
      /\b(?:sponsor|state|country|government|group|who|actor|name|attribut|responsib|behind|operators|position|activity|pinned)/,
    ],
  },
  {
    type: "attribution",
    all: [
      /\b(?:attribut\w{1,4}|link(?:s|ed|ing)?|t(?:ies|ied|ying)\b|blam\w{1,3}|accus\w{1,3}|behind|responsible|believed? to (?:be|work)|thought to (?:be|work)|sponsored|state-aligned|state-sponsored|backed|on behalf of|work(?:s|ing)? for|would fit|points? to|culprits?|claimed responsibility)\b/,
      /<n:|\battribut(?:es|ed|ing)\b.{1,60}\bto\b|\b(?:state|government|cluster|actor|operators?|chinese|russian|iranian|north korean|group|gang|crew|china|russia|iran|military|intelligence|asia)/,
    ],
  },
  {
    type: "denial",
    all: [
      /\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput\w{1,3}|did not stem|no breach|not (?:been )?(?:breached|hacked|compromised|altered)|not stem|no (?:malicious|hostile|cyber|attack|breach|intrusion|compromise)\w*|no customer impact|einbruch.{1,60}nicht|rules? out|ruled out)\b/,
    ],
  },
  {
    type: "spared",
    all: [
      /\b(?:not|no|never|neither|none|nor)\b/,
      /\b(?:cards?|payments?|passwords?|passports?|bank|medical|financial|customers?|production|safety|supply|service|flights?|backups?|keys?|source code|personal data|operations?|patients?|votes?)\b/,
      /\b(?:involved|affected|taken|stolen|stored|interrupt\w{1,4}|compromised|disclosed|accessed|exposed|leaked|touched|impacted|read|viewed|altered|disrupted|harmed|visible|reached|downtime|online)\b/,
    ],
  },
  {
    type: "response",
    all: [
      /\b(?:quarantined|revoked|suspended|blocked|removed|pulled|delisted|invalidated|withdrew|withdrawn|disabled|isolated|reset|rotated|cut off|switched off|logged (?:everyone|users|customers|a lot of people) out)\b/,
      /\b(?:accounts?|tokens?|certificates?|packages?|releases?|extensions?|listings?|apps?|sessions?|passwords?|keys?|uploads?|servers?|networks?|systems?|services?|machines?|domains?|addresses)\b/,
    ],
    none: [/\b(?:should|must|advise\w?|recommend\w{0,3}|urge\w?)\b/],
  },
  {
    type: "naming",
    all: [
      /\b(?:call(?:s|ed)?|dubbed|named|labels?|labelled|tracks?|tracked as|known as|codenamed|nicknamed|also called|refer(?:s|red) to)\b/,
      /<n:(?:intrusion_set|campaign|malware|vulnerability_name|organisation)#/,
    ],
  },
  {
    type: "local_view",
    all: [
      /\b(?:our constituency|in (?:our|the) constituency|national ranges|in (?:this|our) (?:country|region)|response teams)\b/,
    ],
  },
  {
    type: "awareness",
    all: [
      /\b(?:knows about|is aware|aware of|looking into|investigat\w{1,4}|is working with|review is under way|probe\b|inquiry|opened an? (?:case|investigation)|tracking the)\b/,
    ],
    none: [not],
  },
  {
    type: "tool",
    all: [
      /<n:(?:malware|tool)#|\b(?:backdoor|rootkit|implant|loader|ransomware|trojan|web ?shells?|stealer|infostealer|wiper|botnet|dropper|spyware|keylogger|cryptominer|miner|remote access|remote-support tools?)\b/,
    ],
  },
  {
    type: "entry",
    all: [
      /\b(?:phish\w{0,4}|stolen credentials?|passwords?|flaws? that|unpatched|n-days?|(?:through|via) (?:a |its |the |an )?(?:supplier|contractor|maintainer|third[- ]party|partner)|supply chain|brute[- ]forc\w{1,3}|social engineering|help ?desk|vishing|got in|initial access|points? of entry|entered (?:through|via|with|by)|break-ins? started|began with|typosquat\w{0,4}|malicious (?:package|update|installer|archive|link)|way in\b|(?:logins?|accounts?|credentials?|keys?|tokens?)\b.{0,50}\b(?:was|were|been) (?:used|abused|stolen)|(?:approved|authori[sz]ed|granted|consented to|allowed) (?:a|an|the) .{0,40}(?:app|application|permission|access)|scan\w{0,4} (?:a|an|the) (?:qr )?code)\b/,
    ],
  },
  {
    type: "hijack",
    all: [
      /\b(?:redirect\w{0,3}|hijack\w{0,3}|tamper\w{0,4}|poisoned|altered|trojani[sz]ed|malicious (?:installer|update|version|package|code)|host(?:ed|ing)\b.{1,80}\bcompromised|hosting (?:provider|company)|update (?:traffic|script|mechanism)|source code|pushed)\b/,
    ],
  },
  {
    type: "selective",
    all: [
      /\b(?:only|select(?:ed|ive|ively)?|narrow(?:ly)?|handful|small number|appears small|chosen|specific|targeted|dozens rather)\b/,
      /\b(?:users?|victims?|targets?|visitors?|organi[sz]ations?|customers?|machines?|accounts?)\b/,
    ],
  },
  {
    type: "leak",
    all: [
      /\b(?:leak\w{0,4}|stole|stolen|exfiltrat\w{1,4}|data (?:breach|theft|set)|records|personal (?:data|information)|exposed|for sale|published (?:the )?data|took|taken|copied|accessed)\b/,
      /<q:|\b(?:data|records|names|addresses|passwords|files|documents|emails|information)\b/,
    ],
  },
  {
    type: "ransom",
    all: [/\b(?:ransom\w{0,4}|extort\w{0,4}|encrypt\w{0,4}|decrypt\w{0,4}|payment|paid|demand\w{0,3})\b/],
  },
  {
    type: "arrest",
    all: [
      /\b(?:arrest\w{0,3}|detain\w{0,3}|charged (?:with|over|in)|charges (?:against|over|of)|indict\w{0,4}|sentenc\w{1,3}|extradit\w{1,4}|seiz\w{1,4}|takedown|took down|taken down|dismantl\w{1,3}|raid\w{0,3}|convict\w{0,3}|pleaded|sanction\w{0,3})\b/,
    ],
  },
  {
    type: "outage",
    all: [
      /\b(?:outage|offline|down for|disrupt\w{0,4}|unavailable|restor\w{1,4}|interrupt\w{0,4}|diverted|cancel\w{0,4}|postpon\w{1,3}|shut down|manual(?:ly)?|paper|knocked)\b/,
    ],
  },
  {
    type: "volumetric",
    all: [
      /<q:(?:tbps|gbps|mbps|pps|rps|bpps|mpps|terabit|gigabit|request|packet)\w{0,10}#|\b(?:ddos|denial[- ]of[- ]service)\b/,
    ],
  },
  {
    type: "wave",
    all: [/\b(?:waves?|flood\w{0,3}|spam|bombard\w{0,3}|campaign|messages|emails?|mails|episode|notices)\b/],
  },
  {
    type: "goal",
    all: [
      /\b(?:sought|looking for|went looking|interest(?:ed)? in|of interest|to steal|steal(?:s|ing)?|collect(?:s|ed|ing)?|espionage|after (?:data|documents|credentials)|aim(?:s|ed)?|goal|intelligence on|harvest\w{0,3})\b/,
    ],
  },
  {
    type: "timespan",
    all: [
      /\b(?:began|start(?:ed|s|ing)|since|earliest|goes back|dates? back|until|ended|lasted|for (?:months|weeks|years|days)|first (?:seen|activity|signs?)|between|from)\b/,
      /<d:|<t#|\b(?:months|weeks|years|days)\b/,
    ],
  },
  {
    type: "publication",
    all: [
      /\b(?:published|released|according to a (?:report|study|paper|notice)|report (?:released|published)|disclos\w{1,3}|announced|went public|made public)\b/,
      /<d:|<n:|\b(?:report|study|paper|advisory|notice|account of|the account)\b/,
    ],
  },
  {
    type: "phishing",
    all: [
      /\b(?:phish\w{0,4}|lures?|login page|sign-in|second factor|credential\w{0,2}|collecting passwords|link to a)\b/,
    ],
  },
  {
    type: "infrastructure",
    all: [
      /\b(?:servers?|domains?|infrastructure|command[- ]and[- ]control|c2|hosting)\b/,
      /\b(?:brought up|set up|register\w{0,3}|new|fresh|moved|seized|switch\w{0,3}|prepared)\b/,
    ],
  },
  {
    type: "inference",
    all: [
      /\b(?:suggest(?:s|ed|ing)?|indicat(?:es?|ed|ing)|implies|a sign that|consistent with|points? to|one theory|would mean)\b/,
    ],
  },
  {
    type: "mechanism",
    all: [
      /\b(?:works? by|by (?:sending|posing|calling|abusing|confusing|requesting|registering|publishing|replacing|uploading)|feeding|feeds|fill(?:s|ing) (?:in |out )?|trick(?:s|ed|ing)|pos(?:es|ed|ing) as|pretend\w{0,3}|imitat\w{1,4}|impersonat\w{1,4}|abus(?:es|ed|ing)|the (?:trouble|problem|cause) (?:lies|is)|stem(?:s|med) from|caused by|root cause|slips past|contained an error|faulty|misconfigur\w{1,5}|human error|blames?|put down to|traced (?:it )?(?:back )?to|relies on|rel(?:y|ied) on|looks? for|spreads? (?:by|through|via))\b/,
    ],
  },
  {
    type: "unknown_stated",
    all: [
      /\b(?:has not (?:said|explained|disclosed|named|commented)|have not (?:said|explained|disclosed|named|settled)|had not (?:said|commented|explained)|not (?:clear|known|public|disclosed|explained|said)|unclear|(?<!previously )unknown(?! (?:[a-z-]+ ){0,2}(?:files?|process\w*|accounts?|users?|hosts?|address\w*|devices?|tasks?|services?|connections?|senders?|programs?)\b)|is silent|are silent|did not (?:say|disclose|comment|respond|name)|would not say|declined to (?:say|comment|name|give)|no (?:technical )?details|remains? open|is open(?! to)|no explanation|could not be (?:confirmed|established|verified))\b/,
    ],
  },
  {
    type: "advice",
    all: [
      /\b(?:should|advis(?:es|ed?)|recommend\w{0,8}|urg(?:es|ed)|need to|needs to|ought to|(?:is|are) asked to|users want|can look for|can stop|advice is|best to)\b|^(?:(?:where|if|until|once|for) [^,]{3,80}, )?(?:please )?(?:look|check|search|rotate|install|update|upgrade|apply|take|treat|review|block|patch|disable|restrict|limit|remove|revoke|reset|change|enable|isolate|disconnect|hunt|audit|preserve|verify|report|delete|move|keep|do not|avoid|monitor|scan|replace|require|use)\b|\b(?:action|recommended measures?|mitigation|recommendations?):/,
    ],
    none: [/\bdid not (?:say|recommend)\b/],
  },
  {
    type: "guidance",
    all: [
      /\b(?:told|ordered|directed|instructed|asked|urged|required)\b/,
      /\b(?:agenc|departments?|operators|companies|organisations|providers|bodies|members|federal)\w{0,3}\b/,
    ],
  },
  {
    type: "trend",
    all: [
      /\b(?:rose|fell|up from|down from|increas\w{1,3}|decreas\w{1,3}|doubled|tripled|compared with|grew)\b/,
      /<q:/,
    ],
  },
];

/** Types of a clause, most particular first; empty when it makes no statement we know the kind of. */
export const typesOfShape = (shape: string): string[] => {
  const found = claimTypes
    .filter(
      (rule) =>
        rule.all.every((pattern) => pattern.test(shape)) && !(rule.none ?? []).some((pattern) => pattern.test(shape)),
    )
    .map((rule) => rule.type);
  return [...new Set(found)];
};
