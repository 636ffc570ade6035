/**
 * Nouns that reporting counts, in German, French, Spanish, Ukrainian, Japanese and Chinese, each with the English one:
 * so that "52.000 Beschäftigte" and "48,000 employees" are seen to count the same. Forms as they stand after a number;
 * Ukrainian by stem, because its endings change with the number. A table that grows by data; what is not in it stays foreign.
 */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    person: "menschen personen leute bürger bürgerinnen einwohner",
    employee:
      "beschäftigte beschäftigten beschäftigter mitarbeiter mitarbeitern mitarbeitende mitarbeitenden mitarbeiterinnen angestellte angestellten",
    customer: "kunden kundinnen kunde",
    user: "nutzer nutzern nutzerinnen anwender anwendern benutzer benutzern",
    patient: "patienten patientinnen",
    student: "studierende studierenden studenten schüler schülern",
    member: "mitglieder mitgliedern",
    account: "konten nutzerkonten benutzerkonten kundenkonten",
    record: "datensätze datensätzen",
    company: "unternehmen firmen betriebe betrieben",
    organisation: "organisationen einrichtungen",
    agency: "behörden",
    country: "länder ländern staaten",
    hospital: "krankenhäuser krankenhäusern kliniken",
    school: "schulen",
    bank: "banken",
    server: "server servern",
    device: "geräte geräten",
    computer: "rechner rechnern computer computern",
    system: "systeme systemen",
    router: "router routern",
    site: "webseiten websites internetseiten",
    domain: "domains",
    vulnerability: "schwachstellen sicherheitslücken lücken",
    password: "passwörter passwörtern",
    victim: "opfer opfern",
    attack: "angriffe angriffen",
    file: "dateien",
    suspect: "verdächtige verdächtigen",
    port: "häfen",
  },
  fr: {
    person: "personnes habitants",
    employee: "salariés salariées employés employées agents collaborateurs",
    customer: "clients clientes",
    user: "utilisateurs utilisatrices internautes",
    patient: "patients patientes",
    student: "étudiants élèves",
    member: "membres adhérents",
    account: "comptes",
    record: "enregistrements",
    company: "entreprises sociétés",
    organisation: "organisations organismes",
    agency: "agences administrations",
    country: "pays états",
    hospital: "hôpitaux cliniques",
    school: "écoles lycées",
    bank: "banques",
    server: "serveurs",
    device: "appareils équipements terminaux",
    computer: "ordinateurs postes",
    system: "systèmes",
    router: "routeurs",
    site: "sites",
    domain: "domaines",
    vulnerability: "failles vulnérabilités",
    victim: "victimes",
    attack: "attaques cyberattaques",
    file: "fichiers",
    suspect: "suspects",
    port: "ports",
  },
  es: {
    person: "personas habitantes",
    employee: "empleados empleadas trabajadores trabajadoras",
    customer: "clientes",
    user: "usuarios usuarias",
    patient: "pacientes",
    student: "estudiantes alumnos",
    member: "miembros socios",
    account: "cuentas",
    record: "registros",
    company: "empresas compañías",
    organisation: "organizaciones organismos entidades",
    agency: "agencias",
    country: "países",
    hospital: "hospitales clínicas",
    school: "escuelas colegios",
    bank: "bancos",
    server: "servidores",
    device: "dispositivos equipos",
    computer: "ordenadores computadoras",
    system: "sistemas",
    router: "routers enrutadores",
    site: "sitios webs",
    domain: "dominios",
    vulnerability: "vulnerabilidades fallos",
    password: "contraseñas",
    victim: "víctimas",
    attack: "ataques ciberataques",
    file: "archivos ficheros",
    suspect: "sospechosos",
    port: "puertos",
  },
};

/** Ukrainian stems; a word belongs to the longest it begins with. */
const stems: Readonly<Record<string, string>> = {
  person: "людей люд осіб особ",
  citizen: "громадян",
  employee: "співробітник працівник службовц",
  customer: "клієнт",
  user: "користувач",
  subscriber: "абонент",
  patient: "пацієнт",
  student: "студент учнів",
  account: "акаунт облікових",
  record: "запис",
  company: "компані підприємств фірм",
  organisation: "організац установ",
  agency: "відомств агентств",
  country: "країн держав",
  hospital: "лікарень лікарн",
  school: "школ шкіл",
  bank: "банк",
  server: "сервер",
  device: "пристро",
  computer: "комп'ютер комп’ютер",
  system: "систем",
  router: "маршрутизатор роутер",
  site: "сайт вебсайт",
  domain: "домен",
  vulnerability: "вразливост уразливост",
  password: "парол",
  victim: "жертв",
  attack: "атак кібератак",
  file: "файл",
  suspect: "підозрюван",
  port: "порт",
};

/** Chinese and Japanese: nouns that stand after the counter, and counters that are nouns by themselves. */
const cjk: Readonly<Record<string, string>> = {
  employee: "従業員 社員 职员 员工 雇员",
  customer: "顧客 お客様 客户 顾客",
  user: "利用者 ユーザー ユーザ 用户",
  patient: "患者",
  student: "学生 生徒",
  member: "会員 会员",
  account: "アカウント 口座 账户 账号",
  record: "レコード 记录",
  company: "企業 会社 企业 公司",
  organisation: "組織 団体 组织 机构 機関",
  bank: "銀行 银行",
  hospital: "病院 医院",
  server: "サーバー サーバ 服务器",
  device: "端末 機器 设备",
  vulnerability: "脆弱性 漏洞",
  computer: "パソコン 电脑",
  router: "ルーター 路由器",
  country: "カ国 か国 ヶ国 ヵ国 个国家 国家",
};
const counters: Readonly<Record<string, string>> = { 人: "person", 名: "person", 社: "company", 国: "country" };

const byForm = new Map<string, ReadonlyMap<string, string>>(
  Object.entries(forms).map(([language, nouns]) => [
    language,
    new Map(Object.entries(nouns).flatMap(([noun, list]) => list.split(" ").map((form) => [form, noun] as const))),
  ]),
);
const byLength = (list: readonly (readonly [string, string])[]): (readonly [string, string])[] =>
  [...list].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
const flat = (table: Readonly<Record<string, string>>): (readonly [string, string])[] =>
  byLength(Object.entries(table).flatMap(([noun, list]) => list.split(" ").map((form) => [form, noun] as const)));
const ukrainian = flat(stems);
const ideographic = flat(cjk);

const english: ReadonlySet<string> = new Set([
  ...Object.values(forms).flatMap((nouns) => Object.keys(nouns)),
  ...Object.keys(stems),
  ...Object.keys(cjk),
  ...Object.values(counters),
]);

/** Is it one of the English nouns of this table? */
export const isEnglishNoun = (noun: string): boolean => english.has(noun);

/** The English singular of a counted noun in another language, or undefined where the table has none. */
export const englishNoun = (word: string, language: string): string | undefined => {
  const tongue = language.slice(0, 2).toLowerCase();
  const lower = word.toLowerCase();
  return tongue === "uk" ? ukrainian.find(([stem]) => lower.startsWith(stem))?.[1] : byForm.get(tongue)?.get(lower);
};

/** After a number in Japanese or Chinese, counter included: what is counted, in English, and where its words end. */
export const ideographicNoun = (
  text: string,
  at: number,
): { readonly noun: string; readonly end: number } | undefined => {
  const counted = counters[text.charAt(at)];
  const own = ideographic.find(([form]) => text.startsWith(form, at));
  if (own) return { noun: own[1], end: at + own[0].length };
  const counter = /[件台社人名個个家款]?の?/y;
  counter.lastIndex = at;
  const from = at + (counter.exec(text)?.[0].length ?? 0);
  // A word of four characters at most may describe it: 银行客户.
  for (let start = from; start <= from + 4 && /[\p{sc=Han}\p{sc=Katakana}]/u.test(text.charAt(start)); start += 1) {
    const found = ideographic.find(([form]) => text.startsWith(form, start));
    const next = found ? start + found[0].length : 0;
    if (found && !/[\p{sc=Han}\p{sc=Katakana}]/u.test(text.charAt(next))) return { noun: found[1], end: next };
  }
  return counted === undefined ? undefined : { noun: counted, end: at + 1 };
};
