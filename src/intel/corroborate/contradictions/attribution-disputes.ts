/**
 * Who is behind it: one names nobody and another a state as fact; one research team's conclusion that another does not
 * share; two different groups named; an accusation that the accused denies.
 */
import type { NameMention } from "#terms/mention.ts";
import { acrossArticles, type Dispute, type DisputeRule, type Side, type Statement } from "./side.ts";

const asFact =
  /\b(?:is|are|was|were) (?:behind|responsible|pulling the strings)|\b(?:personally |secretly |himself |itself )?(?:ordered|masterminded|orchestrated) (?:the|this|these)\b|\b(?:revealed|confirmed|proves?) that\b|\b(?:has been|was|were) caught (?:red-handed)?/;
const behind =
  /(?:that )?((?:the )?[^,.;]{3,40}?) (?:(?:is|are|was|were|has been|have been) (?:behind|responsible|caught|pulling the strings)|(?:personally |secretly |himself |itself )?(?:ordered|masterminded|orchestrated) (?:the|this|these)\b)/i;

/** One names nobody, another a state or group as fact. */
export const sponsorDisputes: DisputeRule = ({ statements, isLow }) => {
  const none = statements.filter(
    (statement) =>
      statement.claims.some(
        (claim) =>
          claim.types.includes("attribution_none") &&
          /sponsor|state|country|suspects|name|attribut|group/.test(claim.shape),
      ) ||
      /\b(?:no one|nobody) has (?:pinned|blamed|been (?:publicly )?(?:blamed|tied|named))\b|\bno position is taken\b[^.]{0,60}\battribution\b|\bnot (?:have )?enough to attribute\b|\bnot attribut\w+|\bnot name a (?:sponsor\w*|state|country)|\bno attribution\b/.test(
        statement.lower,
      ) ||
      /\bwho (?:is|was) behind\b[^.]{0,60}\b(?:not|un)|\b(?:not (?:yet )?known|unclear|unknown|not established) who (?:is|was|carried)\b/.test(
        statement.lower,
      ),
  );
  const named = statements.flatMap((statement): Side[] => {
    if (!asFact.test(statement.lower)) return [];
    const isAttribution =
      statement.claims.some((claim) => claim.types.includes("attribution") && claim.certainty === "stated") ||
      (isLow(statement.articleId) &&
        /\bcaught\b|\b(?:behind|responsible for|ordered|masterminded|orchestrated) (?:the|this|these)\b|\bpulling the strings\b/.test(
          statement.lower,
        ));
    if (!isAttribution) return [];
    const content = statement.claims[0]?.content.start ?? statement.span.start;
    const who = behind.exec(statement.span.quote.slice(content - statement.span.start))?.[1];
    return who === undefined
      ? []
      : [{ value: who.replace(/^.*\bthat /i, "").replace(/ (?:personally|secretly)$/i, ""), span: statement.span }];
  });
  return acrossArticles(
    "sponsor",
    named,
    none.map((statement) => ({ value: "no sponsor", span: statement.span })),
  );
};

const attributes =
  /\b(?:attribut(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|ties|tied|links?|linked|pins? (?:it|this|the)|points? (?:the finger )?(?:to|at)|responsibility (?:is|was|has been) placed|with (?:high|medium|moderate|low) confidence)\b/;
const disagrees =
  /\b(?:dispute[sd]?|disputing|does(?: not|n't) share|did(?: not|n't) share|do not share|not share (?:that|this|the)|not so fast|disagree[sd]?|contest[sed]*|questions? (?:the|that|this)|cast(?:s|ing)? doubt|at least as likely|unconvinced|not convinced|is sceptical|is skeptical|rejects? the (?:attribution|conclusion|link)|doubts? (?:the|that)|premature|not everyone (?:is|was|agrees)(?: persuaded| convinced)?|unpersuaded|(?:just|equally) as (?:likely|plausible)|equally (?:likely|plausible)|not (?:seen )?enough (?:evidence )?to)\b/;
const aboutWho =
  /\b(?:attribut\w*|conclusion|link|blame\w*|group|crew|actor|state|government|likely|culprit|behind|share|gang|criminals?|persuaded|convinced|evidence|plausible)\b|not so fast/;
const confidence = /\bwith (high|medium|moderate|low) confidence\b/;
const negatedAttribution = /\b(?:not|n't|never|no) (?:\w+ )?(?:attribut|blam|link|tie)/;

const actorIn = (statement: Statement): NameMention | undefined =>
  statement.mentions.find(
    (mention): mention is NameMention =>
      mention.kind === "name" && (mention.type === "intrusion_set" || mention.type === "campaign"),
  );

/** "Greywater Response does not share that"; "Not so fast, says Kestrel Works": the name at the objection. */
const objector =
  /(\p{Lu}[\p{L}\d]*(?: \p{Lu}[\p{L}\d]*){0,3}) (?:is not convinced|is unconvinced|is sceptical|has doubts|does not|doesn't|did not|didn't|disputes?|disputed|disagree[sd]?|contests?|contested|doubts?|questions?|rejects?)\b|\bsays? (\p{Lu}[\p{L}\d]*(?: \p{Lu}[\p{L}\d]*){0,3})|^At (\p{Lu}[\p{L}\d]*(?: \p{Lu}[\p{L}\d]*){0,3}),/u;

const orgIn = (statement: Statement): string | undefined => {
  const named = objector.exec(statement.span.quote);
  const name = named?.[1] ?? named?.[2] ?? named?.[3];
  return name !== undefined && !/^(?:He|She|It|They|The|We|This|That)$/.test(name) ? name : orgMention(statement);
};

const orgMention = (statement: Statement): string | undefined =>
  statement.mentions.find(
    (mention): mention is NameMention =>
      mention.kind === "name" && /^(?:research_team|vendor|organisation|authority)$/.test(mention.type),
  )?.surface;

/** "a group it calls Paper Wren", "We attribute this activity to Paper Wren": the name after the verb, capitalised. */
const namedAfter =
  /\b(?:attribut\w+ (?:\S+ ){0,4}to|responsibility (?:\S+ ){0,4}(?:with|on)(?: a (?:group|crew|cluster|gang)(?: (?:known as|called))?)?|blam\w+(?: (?:\S+ ){0,4}on)?(?: a (?:group|crew|cluster|gang)(?: (?:known as|called|named))?)?|link\w* (?:\S+ ){0,4}to|points? to|tie[sd]? (?:\S+ ){0,4}to|a (?:group|crew|cluster|gang) (?:it|they|we) calls?) ((?:\p{Lu}[\p{L}\d-]*)(?: \p{Lu}[\p{L}\d-]*){0,3})/u;

const culprit = (statement: Statement): string | undefined =>
  namedAfter.exec(statement.span.quote)?.[1] ?? actorIn(statement)?.surface;

const nearby = 4;

/** The run of sentences in which the objection is made, from its first cue to its last, with the one that names its holder. */
const objectionIn = (statements: readonly Statement[], first: Statement): Statement[] =>
  statements.filter(
    (other) =>
      other.articleId === first.articleId &&
      other.index >= first.index &&
      other.index <= first.index + nearby &&
      (disagrees.test(other.lower) || other === first),
  );

/** One holder names a group; another, in the same or another article, does not share that. */
export const rivalAttributions: DisputeRule = ({ statements }): Dispute[] => {
  const held = statements.filter(
    (statement) =>
      attributes.test(statement.lower) &&
      !disagrees.test(statement.lower) &&
      !negatedAttribution.test(statement.lower) &&
      culprit(statement) !== undefined,
  );
  const [anchor] = held;
  if (anchor === undefined) return [];
  const who = culprit(anchor) ?? "";
  const objection = statements.find(
    (statement) =>
      disagrees.test(statement.lower) &&
      aboutWho.test(statement.lower) &&
      held.some(
        (other) =>
          (other.articleId === statement.articleId && Math.abs(other.index - statement.index) <= nearby) ||
          statement.span.quote.includes(culprit(other) ?? "\n"),
      ),
  );
  if (objection === undefined) return [];
  const run = objectionIn(statements, objection);
  const holder = run.map(orgIn).find((name) => name !== undefined);
  if (holder === undefined) return [];
  const other = run
    .map((statement) =>
      /(?:that |thinks |believes |so )?(\ban? [^.,;“"]{4,70}?) (?:is|are) ((?:at least|just|equally) as (?:likely|plausible)|equally (?:likely|plausible))/i.exec(
        statement.span.quote,
      ),
    )
    .find((found) => found !== null);
  const same = held.filter((statement) => culprit(statement) === who);
  const sure = same.map((statement) => confidence.exec(statement.lower)?.[1]).find((word) => word !== undefined);
  return [
    {
      about: "attribution",
      bothStand: true,
      sides: [
        ...same.map(
          (statement): Side => ({
            value: `${who}${sure === undefined ? "" : ` with ${sure} confidence`}`,
            span: statement.span,
          }),
        ),
        ...run.map(
          (statement): Side => ({
            value: `${holder} does not share it${other === undefined ? "" : ` and holds ${(other?.[1] ?? "").charAt(0).toLowerCase()}${(other?.[1] ?? "").slice(1)} to be ${other?.[2] ?? ""}`}`,
            span: statement.span,
          }),
        ),
      ],
    },
  ];
};

const denies =
  /\b(?:denie[sd]|denying|rejects?|rejected|dismisse[sd])\b[^.]{0,60}\b(?:involvement|accusations?|allegations?|responsib\w+|claims?|behind|charge)\b|\b(?:denie[sd]) (?:it|being|having|any)\b/;

/** Capitalised words that do not merely open the sentence, and those that own something ("Ruritania's embassy"). */
const properNames = (quote: string): string[] =>
  [
    ...quote.matchAll(
      /(?<=\p{L},? )\p{Lu}\p{Ll}{3,20}(?: \p{Lu}\p{Ll}{2,20}){0,2}\b|^(?:The )?\p{Lu}\p{Ll}{3,20}(?: \p{Lu}\p{Ll}{2,20}){0,2}(?=(?:['’]s)? )/gu,
    ),
  ].map((match) => match[0]);

/** An accusation, and the denial of the one accused. */
export const accusedDenials: DisputeRule = ({ statements }): Dispute[] => {
  const denial = statements.find((statement) => denies.test(statement.lower));
  if (denial === undefined) return [];
  const accused = denial.mentions.filter(
    (mention): mention is NameMention =>
      mention.kind === "name" && /^(?:country|intrusion_set|organisation|vendor|person|demonym)$/.test(mention.type),
  );
  // A country or body no list knows is still a capitalised word that both sentences hold.
  const named = new Set(
    accused.length > 0 ? accused.map((mention) => mention.canonical) : properNames(denial.span.quote),
  );
  const nameIn = (statement: Statement): string | undefined =>
    accused.length > 0
      ? statement.mentions.flatMap((mention) =>
          mention.kind === "name" && named.has(mention.canonical) ? [mention.canonical] : [],
        )[0]
      : properNames(statement.span.quote).find((word) => named.has(word));
  const accusation = statements.filter(
    (statement) =>
      statement !== denial &&
      (attributes.test(statement.lower) ||
        asFact.test(statement.lower) ||
        /\b(?:accus\w+|on behalf of|sponsored by|work(?:s|ing)? for)\b/.test(statement.lower)) &&
      !negatedAttribution.test(statement.lower) &&
      nameIn(statement) !== undefined,
  );
  const [first] = accusation;
  const name = first === undefined ? undefined : nameIn(first);
  if (first === undefined || name === undefined) return [];
  return [
    {
      about: "involvement",
      bothStand: true,
      sides: [
        ...accusation.map((statement): Side => ({ value: `the involvement of ${name}`, span: statement.span })),
        { value: `a denial by ${name}`, span: denial.span },
      ],
    },
  ];
};

interface Culprit {
  readonly name: string;
  readonly entityId?: string;
}

/** The group a sentence accuses: the known one it mentions, else two capitalised words after the verb. */
const culpritOf = (statement: Statement): Culprit | undefined => {
  const [actor, said] = [actorIn(statement), namedAfter.exec(statement.span.quote)?.[1]];
  if (actor !== undefined && culprit(statement)?.startsWith(actor.surface) === true)
    return { name: actor.canonical, ...(actor.entityId === undefined ? {} : { entityId: actor.entityId }) };
  return said !== undefined && / /.test(said) ? { name: said } : undefined;
};

/** Two trusted articles name two different culprits, and neither names the other's. */
export const namedDisputes: DisputeRule = ({ statements, isLow }): Dispute[] => {
  const held = statements.flatMap((statement) => {
    const actor = culpritOf(statement);
    const says =
      attributes.test(statement.lower) &&
      !negatedAttribution.test(statement.lower) &&
      !disagrees.test(statement.lower) &&
      !/\b(?:could|might|may|possibly|perhaps|earlier|previous(?:ly)?|past|unrelated)\b/.test(statement.lower);
    return says && actor !== undefined && !isLow(statement.articleId) ? [{ statement, actor }] : [];
  });
  const [first] = held;
  const names = (id: string, name: string): boolean =>
    statements.some((statement) => statement.articleId === id && statement.span.quote.includes(name));
  const rival = held.find(
    ({ statement, actor }) =>
      first !== undefined &&
      actor.name !== first.actor.name &&
      (actor.entityId === undefined || actor.entityId !== first.actor.entityId) &&
      !names(statement.articleId, first.actor.name) &&
      !names(first.statement.articleId, actor.name),
  );
  if (first === undefined || rival === undefined) return [];
  const side = ({ statement, actor }: { statement: Statement; actor: Culprit }): Side => ({
    value: actor.name,
    span: statement.span,
  });
  return [
    {
      about: "attribution",
      bothStand: true,
      sides: held.filter(({ actor }) => actor.name === first.actor.name || actor.name === rival.actor.name).map(side),
    },
  ];
};
