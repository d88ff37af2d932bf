/** A name or a thing follows: never the end of a sentence. */
const BEFORE_A_NAME = new Set(
  `mr mrs ms mx messrs mme dr drs prof rev hon st ste gen sen sens rep reps gov govs pres supt capt cpt cmdr lt lieut col maj sgt cpl pvt adm
   fr sr sra mt ft bros insp det atty asst assoc e.g i.e cf vs v viz approx ca c al seq incl excl tel ext aka esp`.split(
    /\s+/,
  ),
);

/** A number follows, or it is not an abbreviation: "No. 5", but "No. I won't." */
const BEFORE_A_NUMBER = new Set(
  'no nos fig figs vol vols p pp art sec sect ch chap eq ref refs par para cap'.split(' '),
);

/** May end a sentence or stand inside one; what follows decides. */
const EITHER = new Set(
  `inc ltd co corp plc llc llp pte pty bhd jr sr esq etc dept univ est ave blvd rd bldg hwy govt intl natl
   jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
   a.m p.m ph.d m.d b.a m.a b.sc m.sc d.c u.s u.k u.n e.u h.k a.k.a`.split(/\s+/),
);

/** Words that start a sentence far more often than they follow "U.S." or "Inc." inside one. */
const STARTERS = new Set(
  `the a an this that these those it its he she they we you his her their our my i there here in on at by for from with
   as after before since when while where if although though because but and or so yet however moreover meanwhile
   according during under both each all most some many several one two no not what who why how another then today
   earlier later now once until despite unlike like such instead also even still only later`.split(/\s+/),
);

/** Before a letter that tells one of several: “Class D.”, “Vitamin C.”, “Tseung Kwan O.” ends a sentence, “John D.” does not. */
const LETTERED = new RegExp(
  '(?:^|[^\\p{L}])(?:class(?:es)?|types?|grades?|levels?|groups?|teams?|forms?|parts?|sections?|blocks?|towers?|wings?|zones?|' +
    'gates?|exits?|halls?|rooms?|units?|shops?|plans?|options?|phases?|tables?|figures?|annex|appendix|schedules?|category|' +
    'vitamins?|hepatitis|influenza|bands?|sizes?|kwan)(?: \\p{Lu}(?:,| and| or|/))* $|°$',
  'iu',
);

const WORD_BEFORE = /[\p{L}\p{N}][\p{L}\p{N}.'’&-]*$/u;
const WORD_AFTER = /^[\p{L}\p{N}'’]+/u;

export interface PeriodContext {
  /** The text before the full stop, its last 30 code units or back to the start of the sentence if that is nearer. */
  readonly before: string;
  /** The text after the white space that follows the full stop; 30 code units are enough. */
  readonly after: string;
  /** Whether `before` reaches back to the start of the sentence. */
  readonly fromStart: boolean;
}

/** Whether an English full stop followed by white space ends its sentence. */
export function endsSentence({ before, after, fromStart }: PeriodContext): boolean {
  if (after === '') return true;
  const word = WORD_BEFORE.exec(before)?.[0] ?? '';
  const next = WORD_AFTER.exec(after.replace(/^[^\p{L}\p{N}]+/u, ''))?.[0] ?? '';
  if (/^[\p{Ll}]/u.test(after) && !/^[\p{Ll}]+[\p{Lu}]/u.test(next)) return false;
  if (isListNumber(before, word, fromStart)) return false;

  const key = word.toLowerCase();
  if (BEFORE_A_NUMBER.has(key) && /^\(?[\d]/.test(after)) return false;
  const initial = /^(?:\p{Lu}|(?:\p{L}\.)+\p{L})$/u.test(word);
  if (initial && LETTERED.test(before.slice(0, before.length - word.length))) return true;
  if (BEFORE_A_NAME.has(key)) return false;
  if (initial || EITHER.has(key)) return startsSentence(next, after);
  return true;
}

function startsSentence(next: string, after: string): boolean {
  if (/^[^\p{L}\p{N}]*[\p{Script=Han}]/u.test(after)) return true;
  return STARTERS.has(next.toLowerCase()) && /^\p{Lu}/u.test(next) && !after.startsWith(`${next}.`);
}

/** "1. Do this. 2. Do that.", "Steps: 1. Do this." */
function isListNumber(before: string, word: string, fromStart: boolean): boolean {
  if (!/^(?:\d{1,3}|[a-z])$/.test(word)) return false;
  const ahead = before.slice(0, before.length - word.length);
  return (ahead.trim() === '' && fromStart) || /(?:[:;]\s+|[：；(（]\s*)$/.test(ahead);
}
