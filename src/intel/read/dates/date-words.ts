/**
 * Names of months and weekdays, halves of the day and filler words, as they stand in dates of the feeds of the world.
 *
 * Facts from CLDR's calendars (long, short and genitive forms) for some twenty languages, written without accents and
 * in lower case: `foldWord` brings a word into that form. A name that two languages use for different months is left
 * to the first one listed; there are none among the forms kept here.
 */

const foldForeign = (word: string): string =>
  word
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/ς/g, "σ")
    .replace(/ł/g, "l")
    .replace(/ı/g, "i");

/** Lower case, no combining marks; Hangul and kana stay composed. */
export const foldWord = (word: string): string =>
  /^[\x20-\x7e]*$/.test(word) ? word.toLowerCase() : foldForeign(word);

const monthWords: readonly string[] = [
  "jan january januar janvier janv enero ene gennaio gen janeiro januari januaari tammikuu tammikuuta styczen stycznia sty leden ledna led ianuarie ian ocak oca yanvar январь января янв січень січня січ ιανουαριος ιανουαριου ιαν siječanj sijecanj sausis sausio janvaris jaanuar janner jänner januára januara",
  "feb february februar fevrier fevr fev febrero febbraio fevereiro februari helmikuu helmikuuta luty lutego lut unor unora uno februarie subat şubat sub февраль февраля фев лютий лютого лют φεβρουαριος φεβρουαριου φεβ φεβρ veljaca vasaris februaris veebruar feber februára",
  "mar march marz mars marzo mrz marco maret maart mrt maaliskuu maaliskuuta marzec marca brezen brezna bre martie mart marcius marc март марта мар березень березня бер μαρτιος μαρτιου μαρ μαρτ ozujak kovas marts marec",
  "apr april avril avr abril abr aprile huhtikuu huhtikuuta kwiecien kwietnia kwi duben dubna dub aprilie nisan nis aprilis апрель апреля апр квітень квітня кві απριλιος απριλιου απρ travanj balandis aprill aprila",
  "may mai mayo maggio mag maio mei maj toukokuu toukokuuta maja kveten kvetna kve mayis majus май мая маи травень травня тра μαιος μαιου μαι svibanj geguze maijs",
  "jun june juni juin junio giugno giu junho kesakuu kesakuuta czerwiec czerwca cze cerven cervna cer iunie iun haziran haz junius июнь июня июн червень червня чер ιουνιος ιουνιου ιουν lipanj birzelis junijs juuni juna",
  "jul july juli juillet juil julio luglio lug julho heinakuu heinakuuta lipiec lipca lip cervenec cervence cvc iulie iul temmuz tem julius июль июля июл липень липня ιουλιος ιουλιου ιουλ srpanj liepa julijs juuli jula",
  "aug august aout agosto ago augustus elokuu elokuuta sierpien sierpnia sie srpen srpna srp agustos agu augusztus август августа авг серпень серпня сер αυγουστος αυγουστου αυγ kolovoz rugpjutis augusts augusta agustus",
  "sep sept september septembre septiembre settembre set setembro syyskuu syyskuuta wrzesien wrzesnia wrz zari septembrie eylul eyl szeptember szept сентябрь сентября сен сент вересень вересня вер σεπτεμβριος σεπτεμβριου σεπ σεπτ rujan rugsejis septembris septembra",
  "oct okt october oktober octobre octubre ottobre ott outubro out lokakuu lokakuuta pazdziernik pazdziernika paz rijen rijna rij octombrie ekim eki октябрь октября окт жовтень жовтня жов οκτωβριος οκτωβριου οκτ listopada spalis oktoobris oktobris oktoober oktobra",
  "nov november novembre noviembre novembro marraskuu marraskuuta listopad listopadu lis noiembrie noi kasim kas ноябрь ноября ноя нояб листопад листопада лис νοεμβριος νοεμβριου νοε νοεμ studeni lapkritis novembris novembra",
  "dec december dez dezember decembre diciembre dic dicembre dezembro joulukuu joulukuuta grudzien grudnia gru prosinec prosince pro decembrie aralik ara декабрь декабря дек грудень грудня гру δεκεμβριος δεκεμβριου δεκ prosinac gruodis decembris detsember decembra desember des",
];

const weekdayWords: readonly string[] = [
  "sun sunday so sonntag dim dimanche dom domingo domenica zo zondag son sondag sunnuntai su nd niedziela ned nedele duminica dum paz pazar vas vasarnap вс воскресенье нд неділя κυρ κυριακη sondags nedelja svetdiena 일 일요일 日曜日 星期日",
  "mon monday mo montag lun lundi lunes lunedi seg segunda segunda-feira ma maandag man mandag maanantai pn pon poniedzialek pondeli luni pzt pazartesi het hetfo пн понедельник понеділок δευ δευτερα pirmdiena 월요일 月曜日 星期一",
  "tue tues tuesday di dienstag mar mardi mart martes martedi ter terca terca-feira din dinsdag tir tirsdag tis tisdag tiistai wt wtorek ut utery uto marti sal sali kedd вт вторник вівторок τρι τριτη otrdiena 화요일 火曜日 星期二",
  "wed weds wednesday mi mittwoch mer mercredi mie miercoles mercoledi qua quarta quarta-feira wo woensdag ons onsdag keskiviikko sr sroda st streda sreda miercuri car carsamba sze szerda ср среда середа τετ τεταρτη tresdiena 수요일 水曜日 星期三",
  "thu thur thurs thursday do donnerstag jeu jeudi jue jueves gio giovedi qui quinta quinta-feira don donderdag tor torsdag torstai czw czwartek ct ctvrtek cet joi per persembe csut csutortok чт четверг четвер πεμ πεμπτη ceturtdiena 목요일 木曜日 星期四",
  "fri friday fr freitag ven vendredi vie viernes venerdi sex sexta sexta-feira vr vrijdag fre fredag perjantai pt piatek pa patek vineri vin cum cuma pen pentek пт пятница п'ятниця παρ παρασκευη piektdiena 금요일 金曜日 星期五",
  "sat saturday sa samstag sonnabend sam samedi sab sabado sabato za zaterdag lor lordag lordags lauantai la sob sobota so subota sambata cmt cumartesi szo szombat сб суббота субота σαβ σαββατο sestdiena 토요일 土曜日 星期六",
];

const index = (lists: readonly string[], add: number): ReadonlyMap<string, number> => {
  const map = new Map<string, number>();
  lists.forEach((list, at) => {
    for (const word of list.split(" ")) {
      const folded = foldWord(word);
      if (!map.has(folded)) map.set(folded, at + add);
    }
  });
  return map;
};

/** Folded word → 1–12. */
export const months = index(monthWords, 1);
/** Folded word → 0 (Sunday) – 6. "mar", "lis", "pro" are months first; a date has only one of each. */
export const weekdays = index(weekdayWords, 0);

/** Folded word → is it after noon? */
export const dayHalves: ReadonlyMap<string, boolean> = new Map([
  ["am", false],
  ["a.m", false],
  ["pm", true],
  ["p.m", true],
  ["오전", false],
  ["오후", true],
  ["午前", false],
  ["午後", true],
  ["上午", false],
  ["下午", true],
  ["πμ", false],
  ["μμ", true],
]);

/** Words that join the parts of a date and mean nothing. */
export const fillers: ReadonlySet<string> = new Set(
  "at on the of de del do da d um uhr den der le la les a el e y kl klo klockan o godz г год року р ora ore alle om på pa i".split(
    " ",
  ),
);
