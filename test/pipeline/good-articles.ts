/** Twelve ordinary articles of three invented outlets, as pages: the part of the hostile day that must be briefed. */

interface Page {
  readonly outlet: "Harbour Wire" | "Northgate Bulletin" | "Civic Signal";
  readonly slug: string;
  readonly title: string;
  readonly publishedAt: string;
  readonly paragraphs: readonly string[];
}

const pages: readonly Page[] = [
  {
    outlet: "Harbour Wire",
    slug: "ferry-operator",
    title: "Ferry operator Marlow Lines shuts booking system after break-in",
    publishedAt: "2025-03-12T08:10:00Z",
    paragraphs: [
      "Ferry operator Marlow Lines shut down its booking system on Tuesday after intruders broke into 14 servers, the company said on Wednesday.",
      "The intruders stole the names and e-mail addresses of 320,000 passengers, Marlow Lines said. It said that no payment data was taken.",
      "The company has not said how the intruders got in. Sailings continue, and tickets are sold at the quay until the system is rebuilt.",
    ],
  },
  {
    outlet: "Northgate Bulletin",
    slug: "marlow-lines",
    title: "Marlow Lines break-in exposes passengers’ addresses",
    publishedAt: "2025-03-12T10:40:00Z",
    paragraphs: [
      "Marlow Lines, which runs ferries on 11 routes, says intruders copied the names and e-mail addresses of 320,000 passengers.",
      "The company took its booking system offline on Tuesday and told the data protection authority on Wednesday.",
      "Marlow Lines warned passengers to expect phishing messages that mention real journeys.",
    ],
  },
  {
    outlet: "Harbour Wire",
    slug: "gatepost-flaw",
    title: "Flaw in Gatepost VPN is being exploited, vendor confirms",
    publishedAt: "2025-03-12T09:00:00Z",
    paragraphs: [
      "Attackers are exploiting a flaw in the Gatepost VPN gateway, its maker Orrin Networks confirmed on Wednesday.",
      "The flaw, tracked as CVE-2025-41999, is rated 9.8 under CVSS and lets anyone run commands without logging in.",
      "Orrin Networks fixed the flaw in version 7.4.2, released on Monday, and asks customers to update at once.",
    ],
  },
  {
    outlet: "Civic Signal",
    slug: "gatepost-advisory",
    title: "Advisory: CVE-2025-41999 in Gatepost VPN exploited in the wild",
    publishedAt: "2025-03-12T11:30:00Z",
    paragraphs: [
      "CVE-2025-41999 in the Gatepost VPN gateway of Orrin Networks allows remote code execution without authentication.",
      "Exploitation has been confirmed. Operators should update to version 7.4.2 and check for administrator accounts that nobody created.",
      "The number of organisations affected is not known.",
    ],
  },
  {
    outlet: "Northgate Bulletin",
    slug: "grey-heron",
    title: "Grey Heron broke into hospitals in four countries, NordLab says",
    publishedAt: "2025-03-11T15:20:00Z",
    paragraphs: [
      "A group that security company NordLab calls Grey Heron broke into 12 hospitals in four countries, according to a report that NordLab published on Tuesday.",
      "The group sent phishing messages with an attached archive, NordLab said. The archive installs a loader named PaperLatch.",
      "NordLab does not say who stands behind Grey Heron. It also scanned networks in 90 countries, which NordLab describes as reconnaissance, not compromise.",
    ],
  },
  {
    outlet: "Civic Signal",
    slug: "hospitals-notice",
    title: "Notice to hospitals on the Grey Heron intrusions",
    publishedAt: "2025-03-12T07:45:00Z",
    paragraphs: [
      "NordLab reports intrusions by the group Grey Heron at 12 hospitals in four countries.",
      "Hospitals should search their mail logs for archives named after appointment lists and block the loader PaperLatch.",
      "Civic Signal has not verified who is behind the activity.",
    ],
  },
  {
    outlet: "Harbour Wire",
    slug: "tollgate-botnet",
    title: "Botnet of parking meters floods payment service",
    publishedAt: "2025-03-12T12:05:00Z",
    paragraphs: [
      "A botnet of parking meters flooded the payment service Quayside with traffic that peaked at 2.4 terabits per second, Quayside said on Wednesday.",
      "The flood lasted 40 minutes, and card payments failed in 60 shops. No data was taken, the company said.",
    ],
  },
  {
    outlet: "Northgate Bulletin",
    slug: "quayside-outage",
    title: "Quayside outage caused by flood of traffic from parking meters",
    publishedAt: "2025-03-12T13:15:00Z",
    paragraphs: [
      "Payment service Quayside says that its outage on Wednesday was caused by a botnet of parking meters.",
      "The traffic peaked at 2.4 terabits per second and lasted 40 minutes, the company said.",
    ],
  },
  {
    outlet: "Civic Signal",
    slug: "inkwell-update",
    title: "Inkwell editor fixes hijacked update check",
    publishedAt: "2025-03-11T09:30:00Z",
    paragraphs: [
      "The maintainers of the Inkwell editor said on Tuesday that attackers redirected its update check between 3 March and 8 March.",
      "Version 5.1.9 verifies the signature of each update. Users should install it by hand, the maintainers said.",
      "The maintainers do not know how many users received the altered installer.",
    ],
  },
  {
    outlet: "Harbour Wire",
    slug: "inkwell-hijack",
    title: "Inkwell updates were redirected for five days",
    publishedAt: "2025-03-11T14:00:00Z",
    paragraphs: [
      "Attackers redirected the update check of the Inkwell editor for five days in March, its maintainers said.",
      "The attackers had broken into the company that hosts the project’s download server. Version 5.1.9 closes the gap.",
    ],
  },
  {
    outlet: "Northgate Bulletin",
    slug: "council-arrests",
    title: "Police arrest two over ransomware attack on Eastmere council",
    publishedAt: "2025-03-12T06:30:00Z",
    paragraphs: [
      "Police arrested two men on Tuesday over the ransomware attack that stopped the services of Eastmere council in January.",
      "The attack encrypted 900 computers, the council said. It did not pay the ransom of 1.5 million euros.",
    ],
  },
  {
    outlet: "Civic Signal",
    slug: "café-chain",
    title: "Café chain Belle Époque tells customers of stolen loyalty cards",
    publishedAt: "2025-03-12T14:20:00Z",
    paragraphs: [
      "The café chain Belle Époque said on Wednesday that attackers signed in to 5,400 loyalty accounts with passwords stolen elsewhere.",
      "The chain, which runs cafés in Besançon, Orléans and Nîmes, has reset the passwords of the accounts.",
      "“Names and points were visible, card numbers were not,” the chain said.",
    ],
  },
];

const hostOf = { "Harbour Wire": "harbour", "Northgate Bulletin": "northgate", "Civic Signal": "civic" } as const;

/** Path below the site of the page whose letters only UTF-8 renders. */
export const accentedPage = "civic/café-chain.html";

/** Pages by their path below the site; all are UTF-8, and say that they are `charset`. */
export const goodPages = (charset: (path: string) => string): ReadonlyMap<string, string> =>
  new Map(
    pages.map((page) => {
      const path = `${hostOf[page.outlet]}/${page.slug}.html`;
      return [
        path,
        `<!doctype html><html lang="en"><head><meta charset="${charset(path)}"><title>${page.title}</title>` +
          `<meta property="og:site_name" content="${page.outlet}">` +
          `<meta property="article:published_time" content="${page.publishedAt}"></head>` +
          `<body><main><article><h1>${page.title}</h1>${page.paragraphs.map((text) => `<p>${text}</p>`).join("")}` +
          "</article></main></body></html>",
      ];
    }),
  );
