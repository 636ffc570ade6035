/**
 * English verbs that reporting uses, with their forms. A checked table: a word that is not in it is never inflected.
 *
 * Regular verbs are listed by base form and inflected by rule; irregular ones with past and participle.
 */
const regular =
  `score siphon skim deface throttle masquerade trojanise backdoor sideload hook pivot beacon launder ransom roll earmark mandate jail
sue subpoena widen narrow reroute evacuate triage staff hire resign tally brick outpace spike surge plunge double triple quadruple
halve total average tighten loosen refund dispatch mobilise attest certify downplay overstate understate misconfigure overlook
breach constitute hamper hinder cripple ground divert paralyse assemble convene testify vow pledge caution
abuse accept access accuse achieve acknowledge act add address admit adopt advise affect agree aim alert allege allow
alter amend analyse analyze announce answer appear apply appoint approve argue arrest ask assess assign associate assume attach attack
attempt attribute audit authenticate authorise authorize automate avoid back balance ban band block book bother brief bundle bypass
calculate call cancel capture carry cause cease change charge check circulate claim clarify classify clean clear click close collect
combine comment commit compare compete compile complain complete comply compromise concern conclude conduct confirm confuse connect
consider consist contact contain continue contribute control convert convict copy correct corrupt count cover crack crash create cross
damage date decide declare decline decode decrypt defend defer define delay delete deliver demand demonstrate deny depend deploy derive
describe design destroy detail detain detect determine develop direct disable disappear disclose disconnect discover discuss disguise
dismantle display dispute disrupt distribute divert download drop dub duplicate earn ease elevate embed emerge employ enable encourage
encrypt end enforce engage enter entice enumerate escalate escape establish estimate evade evaluate examine exceed exchange execute
exfiltrate exist expand expect expire explain exploit expose express extend extort extract extradite face fail favour feature file fill
filter finance find-tune finish fix flag flood focus follow force forward free frustrate function gain gather generate grade grant group
grow-up guess hack halt handle happen harbour harden harvest help hesitate hijack host identify ignore imitate impact impersonate
implement imply impose improve include increase indicate indict infect infer infiltrate influence inform initiate inject inspect install
instruct intend interact intercept interest interfere introduce investigate invite involve isolate issue join judge jump keep-up kill knock
label lack land last launch leak learn leave-out leverage lift like limit line link list live load locate lock log look lower lure maintain
manage map mark mask match matter measure mention migrate mimic mine miss misuse mitigate modify monitor move name need negotiate note
notice notify number obfuscate obey object observe obtain occur offer open operate opt order organise organize originate overlap overload
own pass patch pause peak penetrate perform permit persist phish pick pilfer place plan plant plead point poison pose possess post postpone
praise prefer prepare press prevent print probe process produce profile prohibit promise promote prompt propose protect prove provide
publish pull purchase push query question quote raid raise range rank rate reach react reappear reboot recall receive recommend reconnect
record recover redirect reduce refer reference refuse regain register reject relate relax release rely remain remediate remind remove
rename reopen repeat replace reply report represent request require research reset resist resolve respond rest restart restore restrict
result resume retain retire retrieve return reuse reveal reverse review revoke reward rotate route rule sabotage sanction save scan
scrape screen search secure seem seize select sentence separate serve settle share shift ship show-up shut-down sign signal silence
simulate skip slip slow smuggle sneak solve sort source spam span spoof sponsor spot spray stage stall start state stay stem step stop
store strain stress strip struggle study submit succeed suffer suggest suit supply support suppose surface survive suspect suspend
switch tailor take-over tamper target tempt terminate test thank threaten time touch trace track trade train transfer translate travel
treat trick trigger trust try turn type uncover undergo-x underline unlock unveil update upgrade upload urge use validate value vanish
vary verify view violate visit vote wait walk want warn watch weaponise weaponize wipe wish witness wonder work worry wrap yield`
    .split(/\s+/)
    .filter((verb) => verb !== "" && !verb.includes("-"));

/** base past participle, where irregular. */
const irregular =
  `be was been|bear bore borne|bend bent bent|bid bid bid|bite bit bitten|bleed bled bled|blow blew blown|breed bred bred|burn burnt burnt|cast cast cast|cling clung clung|creep crept crept|dig dug dug|drink drank drunk|eat ate eaten|fly flew flown|foresee foresaw foreseen|forgive forgave forgiven|hurt hurt hurt|lay laid laid|mistake mistook mistaken|overcome overcame overcome|overtake overtook overtaken|rid rid rid|ring rang rung|shed shed shed|shoot shot shot|shrink shrank shrunk|sink sank sunk|slide slid slid|speed sped sped|spin spun spun|spring sprang sprung|sting stung stung|swear swore sworn|sweep swept swept|swell swelled swollen|swing swung swung|tear tore torn|wake woke woken|weave wove woven|wind wound wound|become became become|begin began begun|bind bound bound|break broke broken|bring brought brought|build built built
buy bought bought|catch caught caught|choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|do did done
draw drew drawn|drive drove driven|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled
forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got got|give gave given|go went gone|grow grew grown|hang hung hung
have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|keep kept kept|know knew known|lead led led|leave left left
lend lent lent|let let let|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met|offset offset offset
overwrite overwrote overwritten|pay paid paid|put put put|quit quit quit|read read read|rewrite rewrote rewritten|ride rode ridden
rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken
show showed shown|shut shut shut|sit sat sat|sleep slept slept|speak spoke spoken|spend spent spent|split split split|spread spread spread
stand stood stood|steal stole stolen|stick stuck stuck|strike struck struck|swap swapped swapped|take took taken|teach taught taught
tell told told|think thought thought|throw threw thrown|undergo underwent undergone|understand understood understood|undo undid undone
uphold upheld upheld|wear wore worn|win won won|withdraw withdrew withdrawn|write wrote written`
    .split(/[|\n]/)
    .map((line) => line.trim().split(/\s+/))
    .filter((parts) => parts.length === 3);

export type VerbForm = "base" | "s" | "past" | "participle" | "ing";

export interface VerbReading {
  readonly lemma: string;
  readonly form: VerbForm;
}

const doubles = new Set(
  "ban commit control equip get let log map occur permit plan plot refer regret rob ship skip slip spam spot star step stop strip submit swap tag tap trap trim unplug wrap transfer defer compel expel run set cut put hit sit win begin dub drop".split(
    " ",
  ),
);

export const thirdPerson = (base: string): string => {
  if (base === "be") return "is";
  if (base === "have") return "has";
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
};

const regularPast = (base: string): string => {
  if (base.endsWith("e")) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return doubles.has(base) ? `${base}${base.at(-1)}ed` : `${base}ed`;
};

const gerund = (base: string): string => {
  if (base === "be" || base === "see" || base === "flee") return `${base}ing`;
  if (base === "lie") return "lying";
  if (/[^e]e$/.test(base)) return `${base.slice(0, -1)}ing`;
  return doubles.has(base) ? `${base}${base.at(-1)}ing` : `${base}ing`;
};

const readings = new Map<string, VerbReading[]>();
const pasts = new Map<string, string>();
const note = (word: string, lemma: string, form: VerbForm): void => {
  const list = readings.get(word) ?? [];
  if (!list.some((reading) => reading.lemma === lemma && reading.form === form)) list.push({ lemma, form });
  readings.set(word, list);
};
const irregularBases = new Set(irregular.map((parts) => parts[0]));
for (const base of regular) {
  if (irregularBases.has(base)) continue;
  note(base, base, "base");
  note(thirdPerson(base), base, "s");
  note(regularPast(base), base, "past");
  note(regularPast(base), base, "participle");
  note(gerund(base), base, "ing");
  pasts.set(base, regularPast(base));
}
for (const [base = "", past = "", participle = ""] of irregular) {
  note(base, base, "base");
  note(thirdPerson(base), base, "s");
  note(past, base, "past");
  note(participle, base, "participle");
  note(gerund(base), base, "ing");
  pasts.set(base, past);
}

/** How a word can be read as a verb; empty when it is none we know. Case is ignored. */
export const readVerb = (word: string): readonly VerbReading[] => readings.get(word.toLowerCase()) ?? [];

export const pastOf = (base: string): string | undefined => pasts.get(base);
