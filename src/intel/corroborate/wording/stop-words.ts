/** Function words of the languages we compare, as stems. They carry no subject. */
const english =
  "a an the and or but nor so yet if then than that this these those there here who whom whose which what when where why " +
  "how i you he she it we they me him her us them my your his its our their mine yours is are was were be been be am do " +
  "doe did done ha have had having will would shall should can could may might must not no yes of in on at by for with " +
  "from to into onto over under after befor between through during about against within without as off out up down via " +
  "per also more most less least very just only even still already again new now all any some each every both few many " +
  "much other another such own sam too one two first second last next get got make made use used using say said says " +
  "tell told take took taken go went gone com come came see saw seen know known give gave given find found put let be " +
  "amid while until since becaus though although however whether like year month week day today time way thing people " +
  "per de la le les el los las";
const german =
  "der die das den dem des ein eine einer einen einem eines und oder aber doch nicht kein keine keinen mit ohne von vom " +
  "zu zum zur auf aus bei beim nach vor über unter durch für gegen um an am im in ist sind war waren wird werden wurde " +
  "wurden worden hat haben hatte hatten kann können konnte konnten soll sollen sollte sollten muss müssen darf dürfen " +
  "sich sie er es wir ihr ich man dass daß weil wenn als wie wo wer was welche welcher welches diese dieser dieses " +
  "diesem diesen jene auch noch nur schon sehr mehr bereits bisher sowie etwa rund damit dabei dazu damals daraufhin " +
  "deshalb inzwischen seit bis unter anderem laut gibt neue neuer neuen neues";
const french =
  "le la les un une des du de et ou mais pas ne que qui quoi dont où avec sans sur sous dans par pour en au aux est sont " +
  "était été être avoir ont avait ce cette ces son sa ses leur leurs plus moins très selon depuis entre après avant";
const spanish =
  "el la los las un una unos unas de del y o pero no que quien cual con sin sobre bajo en por para al es son era fue ser " +
  "ha han había este esta estos estas su sus más menos muy según desde entre después antes como también";

export const stopWords: ReadonlySet<string> = new Set(`${english} ${german} ${french} ${spanish}`.split(" "));
