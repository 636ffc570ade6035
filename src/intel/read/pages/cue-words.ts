/**
 * Words of class and id that say what a part of a page is for. General web vocabulary, in the languages sites are
 * built in (mostly English, some German and French); no outlet's own names.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** One of these alone marks a part as not the article. */
export const asideWords = words(
  `comment comments reactions reacties reaktionen talkback cmt cmts disqus commentlist respond replies kommentare kommentar commentaires
   related recommended recommendation recommendations recirc similar aehnliche verwandte
   sidebar sidebars rail aside sideblock
   share sharing sharebar sharethis addthis addtoany social socials socialmedia followus sharedaddy
   newsletter newsletters subscribe subscription signup optin mailchimp abo
   promo promos promotion promoted sponsor sponsored advert adverts advertisement advertising ad ads adv adsense
   adslot banner banners werbung anzeige dfp
   cookie cookies consent gdpr popup modal overlay lightbox dialog toast
   nav navi navbar navigation menu submenu breadcrumb breadcrumbs crumbs pagination pager paging
   footer foot bottombar masthead toolbar topbar utility
   tags taglist tagcloud keywords byline authorbox bio biography
   outbrain taboola ticker trending popular mostread mostviewed
   login signin register search searchform skip print printonly rating ratings vote voting poll quiz
   copyright disclaimer legal imprint impressum contact kontakt
   carousel slick swiper noprint upsell disclosure cta tooltip hatnote navbox reflist editsection catlinks
   screenreader visuallyhidden autoplay`,
);

/** Boxes of a sidebar; page builders call every box of the text so too. */
export const widgetWords = words("widget widgets");
export const builderWords = words("elementor siteorigin brxe fusion vc wpb et kt");

/** Pairs and longer, looked for in the joined cue words (`a-b` form). */
/** Beginnings of run-together cue words: `relatedposts`, `newslettersignup`. */
export const asideStems: readonly string[] = (
  "related recommend comment newsletter social share addthis advert sponsor promo sidebar breadcrumb " +
  "recirc outbrain taboola cookie subscri trending popular mostread disqus navig footer pagination " +
  "authorbox authorbio tagcloud taglist similar postmeta entrymeta articlemeta readmore readnext morefrom seealso upnext nextpost prevpost followus"
).split(" ");
/** Words that begin so and mean something else. */
export const notAsideStems = words(
  "shareholder shareholders sharepoint commentary subscript subscripts commentaire-texte relatedly",
);

export const asidePhrases: readonly string[] = [
  "author-box",
  "author-bio",
  "author-info",
  "about-author",
  "about-the-author",
  "post-meta",
  "entry-meta",
  "article-meta",
  "meta-data",
  "read-more",
  "readmore",
  "read-next",
  "see-also",
  "more-from",
  "more-stories",
  "more-news",
  "most-read",
  "most-popular",
  "also-like",
  "also-read",
  "up-next",
  "next-post",
  "prev-post",
  "previous-post",
  "post-nav",
  "post-navigation",
  "nav-links",
  "follow-us",
  "sign-up",
  "mailing-list",
  "email-signup",
  "sr-only",
  "screen-reader",
  "visually-hidden",
  "back-to-top",
  "skip-link",
  "social-links",
  "photo-credit",
  "image-credit",
  "next-story",
  "site-header",
  "site-footer",
  "page-header-top",
  "table-of-contents",
  "toc",
  "key-points",
  "keypoints",
  "push-notification",
];

/** These name the article's own text. Pairs first: they are the surer. */
export const bodyPhrases: readonly string[] = [
  "article-body",
  "articlebody",
  "article-content",
  "article-text",
  "articletext",
  "article-copy",
  "story-body",
  "story-content",
  "story-text",
  "storytext",
  "entry-content",
  "post-content",
  "post-body",
  "post-text",
  "blog-content",
  "body-content",
  "body-copy",
  "body-text",
  "bodytext",
  "content-body",
  "main-content",
  "news-body",
  "news-content",
  "news-text",
  "page-content",
  "single-content",
  "rich-text",
  "artikel-text",
  "artikeltext",
];

/** Standfirst under the title. */
export const dekWords = words(
  "dek deck standfirst subtitle subtitel subheadline subhead subheading subhed subtitulo subtitular",
);

/** Who wrote it and when. */
export const bylineWords = words(
  `byline author authors autor autoren by meta metadata dateline timestamp date datetime posted published pubdate
   time datum kicker credits credit postinfo`,
);

export const captionWords = words(
  "caption captions figcaption bildunterschrift imagecaption photocaption credit credits",
);

/** An opening in a box of its own: a dek when short, the first paragraph when long. */
export const leadWords = words(
  `lead lede intro introduction teaser vorspann teasertext chapo chapeau anleser excerpt abstract summary bajada
   entradilla ingress`,
);
