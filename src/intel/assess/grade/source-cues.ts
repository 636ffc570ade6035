/**
 * Signs by which an outlet nobody configured is judged: of an authority, of a staffed newsroom, of a content farm.
 * General marks of writing and form; no outlet is named. English, with the commonest German forms.
 */
export interface SourceCue {
  readonly factor: string;
  readonly points: number;
  /** Where it is looked for: titles, whole texts, or names (outlet and authors). */
  readonly where: "title" | "text" | "outlet" | "address";
  readonly pattern: RegExp;
  /** Share of the outlet's articles that must show it. */
  readonly share: number;
  readonly because: string;
}

/** An advisory number at the head of a title: letters, a year, a running number. */
const advisoryId =
  /^\W{0,3}(?:[A-Z]{2,12}[-_ ]?(?:20)?\d{2}[-_:]\d{2,6}[A-Z]?|VU#\d{3,7}|[A-Z]{2,8}-SA-\d{4}-\d{2,5}|[A-Z]{1,4}\d{2}-\d{3}[A-Z])\b/;

export const authorityCues: readonly SourceCue[] = [
  {
    factor: "own advisory numbers",
    points: 4,
    where: "title",
    pattern: advisoryId,
    share: 0.34,
    because: "its titles carry advisory numbers of its own",
  },
  {
    factor: "marking",
    points: 3,
    where: "text",
    pattern: /\bTLP ?: ?(?:CLEAR|WHITE|GREEN|AMBER|RED)\b/i,
    share: 0.34,
    because: "it marks its texts with the Traffic Light Protocol",
  },
  {
    factor: "constituency",
    points: 3,
    where: "text",
    pattern:
      /\b(?:our|its|the|their) constituen(?:cy|ts)\b|\bduty (?:desk|officer|team)\b|\bin unserer zust(?:ä|ae)ndigkeit\b|\bnational (?:territory|address space|networks|ranges)\b|\boperators (?:shall|must|should|are (?:asked|advised|invited|requested|required))\b|\b(?:manufacturers|providers|bodies|entities|organisations) (?:established |based )?in \p{Lu}\p{L}+ are (?:asked|invited|requested|required)\b|\b(?:bodies|entities|operators) (?:concerned|affected) (?:are|were) (?:asked|notified|informed)\b|\btheir operators were (?:notified|informed)\b|\bbetreiber (?:sollen|sollten|werden gebeten|sind aufgefordert)\b|\bles opérateurs (?:doivent|sont invités)\b/iu,
    share: 0.2,
    because: "it speaks to a constituency it serves",
  },
  {
    factor: "public body",
    points: 2,
    where: "outlet",
    pattern:
      /(?:CERT|CSIRT|PSIRT|SIRT)\b|\b(?:agency|ministry|bundesamt|national (?:cyber|computer)|cyber ?security (?:centre|center|agency|directorate)|authority)\b|CERT(?:-|$)/i,
    share: 1,
    because: "it calls itself a response team or public body",
  },
  {
    factor: "official address",
    points: 4,
    where: "address",
    pattern:
      /^https?:\/\/[^/]*(?:\.gov|\.mil|\.gov\.[a-z]{2}|\.gouv\.fr|\.bund\.de|\.gv\.at|\.admin\.ch|\.europa\.eu|\.int)(?::\d+)?(?:\/|$)/i,
    share: 0.5,
    because: "it publishes under an official domain",
  },
  {
    factor: "advisory form",
    points: 2,
    where: "text",
    pattern:
      /\b(?:(?:Product|Products affected|Affected (?:products|versions)|Severity|Mitigation|Workaround|Action|Solution|Recommended (?:measures|actions?)|Betroffene Produkte|Ma(?:ß|ss)nahmen|Versions? (?:concerned|affected|containing)[^:\n]{0,30}|Affected|Corrected|Correction|Alert level|Risk level|Measures?(?: (?:requested|required|recommended))?|Temporary measures?|Required actions?|Reference|Systèmes affectés|Mesures|Versions concernées)s?:\s)/,
    share: 0.34,
    because: "its texts have the form of an advisory",
  },
];

/** A team that publishes what it found itself: telemetry, samples, judgement with its limits, indicators for others. */
export const researchCues: readonly SourceCue[] = [
  {
    factor: "own observation",
    points: 2,
    where: "text",
    pattern:
      /\b(?:we|our (?:team|researchers|analysts|telemetry|sensors|customers|honeypots)) (?:have |also |first |now )?(?:observed?|saw|tracked?|track|identified|analy[sz]ed|recovered|reverse|found|counted?|count|detected|sinkholed|obtained|recorded|logged)\b|\bin telemetry available to us\b|\b(?:in|from) our (?:telemetry|incident response|investigation|analysis|logs)\b|\bthis post documents\b|\ba customer asked us\b/i,
    share: 0.5,
    because: "it reports what it observed itself",
  },
  {
    factor: "graded judgement",
    points: 1,
    where: "text",
    pattern:
      /\b(?:we (?:assess|attribute|judge|believe|estimate)\b.{0,80}\b(?:low|moderate|medium|high) confidence|with (?:low|moderate|medium|high) confidence|we (?:do not|cannot|did not) (?:attribute|know|associate|confirm|see)|we (?:caution|do not have enough)|a different explanation is possible)/i,
    share: 0.3,
    because: "it says how sure it is and what it does not know",
  },
  {
    factor: "indicators",
    points: 1,
    where: "text",
    pattern: /\b[0-9a-f]{32,64}\b|\[\.\]|\bhxxps?:|\bSHA-?256\b|\bindicators of compromise\b/i,
    share: 0.3,
    because: "it publishes indicators others can check",
  },
];

export const pressCues: readonly SourceCue[] = [
  {
    factor: "caveats",
    points: 1,
    where: "text",
    pattern:
      /\b(?:has not (?:said|explained|commented|verified)|have not (?:settled|seen|said)|would not (?:say|tell)|could not (?:be )?(?:verified|verify|confirm)|it is (?:not|un)clear|is unclear|no (?:evidence|sign|indication|report)|declined to|did not (?:respond|comment|say)|had not (?:commented|observed)|not (?:yet )?(?:known|clear|confirmed|conclusive)|proves little|circumstantial|bisher nicht|unklar|ist offen|nach Angaben|nicht (?:unabhängig )?(?:überprüfen|bestätigt)|unabhängig überprüfen|rien n[’']indique|ne confirme ni ne dément|n[’']a pas (?:souhaité|voulu|précisé|confirmé)|selon une estimation|no (?:se ha|ha) confirmado|non è (?:chiaro|noto)|niet (?:bekend|bevestigd)|não (?:foi|está) confirmad[oa])(?![\p{L}])/iu,
    share: 0.4,
    because: "it says what is not known or not confirmed",
  },
  {
    factor: "own reporting",
    points: 1,
    where: "text",
    pattern:
      /\b(?:told (?:us|the |[A-Z])|(?:we|[A-Z]\w+ [A-Z]\w+) (?:asked|contacted|spoke)|in an interview|we spoke to|asked for comment|spokes(?:person|man|woman))\b/,
    share: 0.2,
    because: "it asked people itself",
  },
  {
    factor: "corrections",
    points: 0.5,
    where: "text",
    pattern:
      /\b(?:Update, \d|Updated? \d|this article (?:has been|was) (?:amended|updated|corrected)|Correction\.|Korrektur|an earlier version)\b/,
    share: 0.01,
    because: "it marks its corrections and amendments",
  },
];

export const farmCues: readonly SourceCue[] = [
  {
    factor: "bait",
    points: -2,
    where: "title",
    pattern:
      /\b(?:you won[’']t believe|what you (?:need|must|should) (?:to )?know|here[’']s (?:what|why|how)|shock(?:ing|ed|s|er)?|apocalypse|armageddon|meltdown|nightmare|doomsday|catastroph(?:e|ic)|bloodbath|chaos|jaw-dropping|mind-blowing|insane|terrifying|horrifying|just (?:hacked|happened|got|changed)|(?:delete|uninstall|unplug|stop using|check|change) [\w+ ’']{2,40}(?:now|immediately|today)|right now|before it[’']s too late|are you (?:next|safe|at risk|affected)|you could be next|nobody is talking about|no one is talking about|the truth about|will blow your mind|this (?:one|simple) (?:trick|setting|mistake)|game over|everything (?:you|we) know|is (?:dead|over)|the internet is|everyone is|you are already)\b|[!?]{2,}|!(?:\s|$)|\p{Extended_Pictographic}/iu,
    share: 0.3,
    because: "its titles bait",
  },
  {
    factor: "superlatives",
    points: -1,
    where: "text",
    pattern:
      /\b(?:(?:biggest|worst|largest|deadliest|most (?:dangerous|devastating|terrifying)) [\w -]{2,30}(?:in history|ever|of all time|of the (?:year|decade|century))|never[- ]before[- ]seen|no one is safe|nobody is safe|nothing is safe|every (?:known |single )?(?:defen[cs]e|version|device|user|PC|computer|phone|company)|a perfect (?:10|ten)|on a massive scale|powerless|unstoppable|undetectable|worse than|already (?:hacked|infected|compromised)|pearl harbor|9\/11|in (?:mere )?seconds|unprecedented|total (?:control|collapse|chaos)|(?:millions|billions) of (?:\w+ )?(?:users|people|devices|computers|phones|dollars|accounts|victims)|running into the billions|elite hackers|notorious|game[- ]changing|shocking development)\b/i,
    share: 0.5,
    because: "it deals in superlatives",
  },
  {
    factor: "nameless experts",
    points: -2,
    where: "text",
    pattern:
      /\b(?:(?:experts|insiders|analysts|specialists|security experts|cyber experts|leading experts|top experts|sources) (?:have |are |now )?(?:confirm(?:ed)?|fear(?:ed)?|say|said|warn(?:ed|ing)?|recommend|agree|believe|claim|call(?:ing)?)|sources close to|according to (?:reports|sources|insiders|experts|rumou?rs|posts on)|(?:some|many) (?:say|believe|fear)|one anonymous|an anonymous|it is being called|posts on social media|social media (?:users|posts)|is (?:widely )?believed to (?:be|have been)|rumou?rs? (?:has it|suggest|say)|it is said that)\b/i,
    share: 0.5,
    because: "it rests on experts and insiders it does not name",
  },
  {
    factor: "pushes",
    points: -2,
    where: "text",
    pattern:
      /\b(?:affiliate links?|share (?:it|this)(?: \w+)? with (?:your )?(?:friends|family|everyone)|hit (?:the|that) (?:bell|like|subscribe)|never miss a|stay tuned|(?:subscribe|sign up) (?:to|for|now)|join our (?:newsletter|channel|community|telegram)|exclusive (?:checklist|offer|deal|content|guide)|(?:ten|top|\d+) best\b|best (?:alternatives|deals|VPNs?|antivirus)|may earn (?:a )?commission|smash that|follow us|use (?:our )?(?:promo |discount )?code|click (?:here|below)|our (?:favou?rite|recommended|top) (?:VPN|antivirus|picks?|password manager)|trusted VPN|let us know in the comments|tell us in the comments|our list of|premium members?)\b/i,
    share: 0.3,
    because: "it pushes links, subscriptions or shares",
  },
  {
    factor: "padding",
    points: -1,
    where: "text",
    pattern:
      /\b(?:(?:cyber ?)?security (?:is everyone[’']s|has never been more|is (?:a|the) journey|matters more than ever)|(?:cyber )?threats are (?:evolving|constantly|everywhere)|digital (?:landscape|world|age|era)|ever[- ](?:evolving|changing)|stay(?:ing)? (?:safe|vigilant|alert)|think before you click|one thing is (?:clear|certain)|only time will tell|moving fast|remember to (?:back up|update|stay|change)|now more than ever|better safe than sorry|it[’']s not (?:a matter of )?if,? but when|at the end of the day|as technology (?:advances|evolves)|what does this mean for you)\b/i,
    share: 0.3,
    because: "it pads with advice that fits any day",
  },
];

/** A byline that names no one. */
export const namelessByline =
  /\b(?:staff|editors?|team|desk|admin|newsroom|redaktion|editorial|contributor|guest|partner content|anonymous|webmaster)\b/i;
