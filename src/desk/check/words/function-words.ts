/** Words that carry grammar rather than facts. They are never required of a source. Own list. */
export const functionWords: ReadonlySet<string> = new Set(
  (
    "a an the this that these those it its itself he him his she her hers they them their theirs themselves we us our ours " +
    "you your yours i me my mine who whom whose which what where when while whereas how why there here " +
    "is are was were be been being am do does did doing done have has had having will would shall should can " +
    "of in on at by to from for with into onto upon over under about as than then so and or but nor if because since " +
    "after before during through via per between among amongst within across against toward towards around out off up " +
    "down also additionally too very just still yet both each every either neither any some such same own other another more most " +
    "much many few less least all only even again once further however moreover therefore thus hence meanwhile although " +
    "though unless until whether no not s t re ve ll d m said says say saying told tell tells according well including include " +
    "includes included like now one ones etc let got get gets getting whose along amid despite"
  ).split(" "),
);

/** Everyday words that say little by themselves: required, but with less weight than a telling word. */
export const commonWords: ReadonlySet<string> = new Set(
  (
    "year month week day time people person man woman make made take took come came go went use used using new old first " +
    "last next two three number part way thing group report reported reporting know known see seen find found give given " +
    "work working place case point company organisation organization country state world system attack attacker actor " +
    "researcher security cyber issue problem information data user users service several various different large small " +
    "big high low long good great major key recent recently current currently early late later ago today world become " +
    "became show shown help helped call called name named want set put keep kept start started begin began end ended " +
    "need try tried follow followed following ask asked seem seemed look looked back being member lead leader home down " +
    "left right public local former official officials news statement announce announced add added expect expected"
  ).split(" "),
);

/** Words that begin sentences with a capital and are no names. */
export const sentenceOpeners: ReadonlySet<string> = new Set(
  (
    "according earlier later recently currently previously additionally similarly finally furthermore instead overall " +
    "today yesterday tomorrow attackers researchers officials customers users victims experts hackers threat security " +
    "successful affected most many several both nearly almost about around roughly approximately more fewer less " +
    "note update updates figure table exploitation evidence analysis administrators organisations organizations " +
    "government governments police authorities patch patches software malware ransomware phishing vulnerability " +
    "vulnerabilities separately notably importantly specifically together none nobody nothing everyone perhaps maybe " +
    "possibly probably likely reportedly allegedly apparently author actor singer president minister former ex chief " +
    "spokesman spokesperson spokeswoman analysts hacker intruders firm firms vendor vendors affiliate affiliates"
  ).split(" "),
);

export const months: Readonly<Record<string, number>> = {
  january: 1,
  jan: 1,
  february: 2,
  feb: 2,
  march: 3,
  mar: 3,
  april: 4,
  apr: 4,
  may: 5,
  june: 6,
  jun: 6,
  july: 7,
  jul: 7,
  august: 8,
  aug: 8,
  september: 9,
  sep: 9,
  sept: 9,
  october: 10,
  oct: 10,
  november: 11,
  nov: 11,
  december: 12,
  dec: 12,
  januar: 1,
  februar: 2,
  märz: 3,
  mai: 5,
  juni: 6,
  juli: 7,
  oktober: 10,
  dezember: 12,
};

export const weekdays: Readonly<Record<string, number>> = {
  sunday: 0,
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
};
