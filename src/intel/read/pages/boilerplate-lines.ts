/**
 * Lines that are the site's, not the article's, whatever box they stand in: calls to read on, to share, to subscribe,
 * labels of adverts, notices of rights. Matched on short blocks only, at their start or as a whole.
 */
const wholeLine =
  /^(?:advertisement|advertisment|anzeige|werbung|publicité|publicidad|pubblicità|sponsored|sponsored content|partner content|share|share this(?: (?:article|story|post|page))?|tweet|print|email|facebook|twitter|linkedin|whatsapp|reddit|pinterest|copy link|save|comments?|\d{1,5} comments?|kommentare|read more|learn more|weiterlesen|mehr|more|related|trending|loading\.{0,3}|top stories|most read|most popular|recommended|sign up|subscribe|log in|sign in|menu|search|next|previous|next page[\s>»]{0,4}|back to top|nach oben|close|skip ad(?:vertisement)?|view comments|post a comment|leave a comment|leave a reply|kommentar schreiben|kommentar hinterlassen|follow us|tags?:?|photo|video|image|credit|read full (?:article|story)|story continues below(?: advertisement)?|article continues below(?: advertisement)?|continue reading(?: below| the main story)?|don['’]t miss|advert|share on (?:facebook|twitter|linkedin|whatsapp|reddit|email))[\s:.…>»|]{0,4}$/i;

const lineStart =
  /^(?:read (?:more|next|also|now|this)\b\s?[:|–—-]|also read\b|read\s?:|lesen sie (?:auch|mehr|hier)|mehr zum thema|see also\s?:|see more\s?:|related\s?(?:stories|articles|coverage|reading|content|topics|links|posts)?\s?[:|–—]|more (?:from|on|about)\b[^.]{0,60}$|(?:more|recommended)\s?:|watch\s?:|watch (?:now|more|below|next)\b|watch\s?\||listen\s?:|now playing\b|up next\s?[:|]|next story\b|next up\s?[:|]|don['’]t miss\b\s?:|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|sign up (?:for|to|here|now)\b|subscribe (?:to|for|now|here)\b|click here\b|get (?:the|our) (?:latest|best|daily|free|morning|weekly|newsletter)\b|follow (?:us|@|him on|her on|me on|[\p{L}\s]{2,40} on (?:twitter|facebook|instagram|x\b))|like us on\b|join (?:us|our|the conversation)\b|download (?:the|our)[^.]{0,30}\bapp\b|share this\b|filed (?:under|in)\b|tagged(?: (?:with|in|as))?\s?:?|tags\s?:|topics\s?:|categories\s?:|posted (?:in|by|on)\b|published (?:on|by|in|at)?\s?:|last (?:updated|modified)\b|updated\s?:|(?:photo|image|picture|video|graphic)s?(?: credits?)?(?: by)?\s?[:©]|photo(?:graph)? by\b|credit\s?:|foto\s?:|bild\s?:|quelle\s?:|(?:image|photo) courtesy|getty images|copyright\b|©|\(c\)\s|all rights reserved|alle rechte vorbehalten|this (?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published)|have a (?:tip|story)\b|got a (?:tip|news tip)|send (?:us )?(?:your )?tips|support (?:our|independent) journalism|disclosure\s?:|we and our \d|(?:we|this (?:site|website)) uses? cookies|diese (?:web)?seite (?:verwendet|benutzt) cookies|please enable (?:javascript|js)|your browser (?:does not|doesn['’]t) support|you (?:have|['’]ve) (?:\d{1,3}|one|two|three) (?:free )?(?:articles?|stories)|to continue reading\b|already a (?:subscriber|member)|buy (?:it )?(?:now|on amazon)\b|reprints?\b|contact (?:us|the author|the writer) at\b|write to [\p{Lu}][^.]{2,40} at \S{3,60}@)/iu;

/** At the start of a block of at most this length a phrase marks the whole block as the site's. */
const longest = 220;

/** Ends as captions do: "(Image: Name)", "Photo: Name". */
const captionEnd =
  /\((?:images?|photos?|pictures?|pics?|credits?|bild|foto|fotos)\b[^()]{0,80}\)\s?\.?$|(?:^|[.!?|]\s)(?:photo(?:graph)?|image|picture|foto|bild|credit|illustration)s?(?: credit)?\s?:\s[^.:]{2,60}\.?$/i;

export const isSiteLine = (text: string): boolean => {
  if (text.length > longest) return false;
  return wholeLine.test(text) || lineStart.test(text) || captionEnd.test(text);
};

/** A line of the byline kind: who, when, how long to read. */
const bylineLine =
  /^(?:by|von|par|por|di|door|av|af)\s\p{Lu}|^(?:written|posted|published|updated|last updated|veröffentlicht|aktualisiert|publié|publicado|stand)\b|\b\d{1,3}[\s-]?min(?:ute)?s?\.? read\b|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|^(?:mon|tues|wednes|thurs|fri|satur|sun)day,|^\d{1,2}\.?\s\p{L}{3,10}\.?\s\d{4}|^\p{L}{3,10}\.?\s\d{1,2},?\s\d{4}|\b[\d.,]{1,6}[km]? views\b/iu;

export const isBylineLine = (text: string): boolean => text.length <= 140 && bylineLine.test(text);

/** Headings that open a part that is not the article: what follows belongs to it up to the next heading of its rank. */
const closingHeading =
  /^(?:related|see also|read (?:more|next|also)|more (?:from|on|stories|news|in|about|like)|most (?:read|popular|viewed|commented|shared)|recommended|you (?:may|might) (?:also )?like|also (?:on|in|of interest)|trending|popular|latest (?:news|stories|posts|articles|from)|top stories|recent (?:posts|articles|comments|news)|comments?\b|\d{1,5} (?:comments?|thoughts?|responses?|replies|kommentare)|leave a (?:reply|comment)|join the (?:conversation|discussion)|about the authors?|about us|author(?:s)?$|share (?:this|on)|follow (?:us|me)|newsletter|subscribe|sign up|stay (?:informed|connected|up to date|in touch)|get (?:the|our)|sponsored|advertisement|promoted|from the web|around the web|next story|up next|tags$|categories$|topics$|filed under|você (?:pode|também)|veja (?:também|mais)|leia mais|mais lidas|te recomendamos|también te|lo más leído|potrebbe interessarti|kommentare?\b|kommentar (?:schreiben|hinterlassen)|ähnliche|verwandte|weitere (?:artikel|beiträge|themen|news|meldungen|informationen)|mehr (?:zum thema|aus|von|über|artikel)|das könnte (?:sie|dich)|auch interessant|lesen sie auch|neueste|beliebt|meistgelesen|schlagw|teilen|artikel teilen|über (?:den autor|die autorin|uns)|articles? (?:liés|similaires)|à lire aussi|lire aussi|sur le même sujet|commentaires?\b|noticias relacionadas|comentarios?\b|te puede interesar|artículos relacionados|leia também|leggi anche|articoli correlati|lees ook|reacties\b|läs (?:också|mer)|les også|(?:revision|version|document|change|update) (?:history|log)$|history$|changelog$|versionsverlauf|änderungsverlauf|änderungshistorie|historique des versions)/iu;

export const isClosingHeading = (text: string): boolean => text.length <= 80 && closingHeading.test(text);
