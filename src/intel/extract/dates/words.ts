/** Names of months and weekdays: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Norwegian, Ukrainian, Russian. */
interface MonthName {
  readonly month: number;
  /** English names and abbreviations must be written with a capital unless a day or year stands beside them. */
  readonly english: boolean;
  readonly abbreviation: boolean;
}

const english = "january february march april may june july august september october november december".split(" ");
const englishShort = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

const others: readonly string[] = [
  "januar februar märz april mai juni juli august september oktober november dezember",
  "jänner februar maerz april mai juni juli august september oktober november dezember",
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
  "januari februari maart april mei juni juli augustus september oktober november december",
  "januari februari mars april maj juni juli augusti september oktober november december",
  "januar februar mars april mai juni juli august september oktober november desember",
  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
  "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
  "січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні",
  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
  "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
  "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
];

export const months = new Map<string, MonthName>();
for (const list of others) {
  list.split(" ").forEach((name, index) => {
    months.set(name, { month: index + 1, english: false, abbreviation: false });
  });
}
for (const [name, month] of [
  ["okt", 10],
  ["dez", 12],
  ["mrz", 3],
  ["sept", 9],
  ["janurary", 1],
  ["feburary", 2],
] as const)
  months.set(name, { month, english: true, abbreviation: name.length < 5 });
englishShort.forEach((name, index) => {
  months.set(name, { month: index + 1, english: true, abbreviation: true });
});
english.forEach((name, index) => {
  months.set(name, { month: index + 1, english: true, abbreviation: false });
});

/** Words that are also something else and need a sign that a month is meant. */
export const ambiguousMonths: ReadonlySet<string> = new Set(
  "may march mars mai mei mar maj marzo marta марта мая мае май март".split(" "),
);

const weekdayLists: readonly string[] = [
  "sunday monday tuesday wednesday thursday friday saturday",
  "sonntag montag dienstag mittwoch donnerstag freitag samstag",
  "dimanche lundi mardi mercredi jeudi vendredi samedi",
  "domingo lunes martes miércoles jueves viernes sábado",
  "domenica lunedì martedì mercoledì giovedì venerdì sabato",
  "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag",
  "söndag måndag tisdag onsdag torsdag fredag lördag",
  "søndag mandag tirsdag onsdag torsdag fredag lørdag",
  "неділю понеділок вівторок середу четвер п'ятницю суботу",
];

export const weekdays = new Map<string, number>();
for (const list of weekdayLists) for (const [index, name] of list.split(" ").entries()) weekdays.set(name, index);
weekdays.set("sonnabend", 6);
for (const [index, name] of ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"].entries())
  weekdays.set(name, index + 1);

/** English abbreviations count only beside a date ("Tue, 24 Mar 2020"). */
export const shortWeekdays = new Map<string, number>([
  ["sun", 0],
  ["mon", 1],
  ["tue", 2],
  ["tues", 2],
  ["wed", 3],
  ["thu", 4],
  ["thur", 4],
  ["thurs", 4],
  ["fri", 5],
  ["sat", 6],
] as const);

export const quarterWords: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: 4,
  final: 4,
};
