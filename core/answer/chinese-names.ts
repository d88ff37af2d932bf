/** Names of people and places in a Chinese question that no dictionary has, as far as they can be told from words. */
import { segmentChinese } from '../text/segment-chinese.ts';
import { foldChinese, isGiven, TRANSLITERATION } from './grounded/names.ts';
import { ofNewest } from './of-newest.ts';
import { SURNAMES, spellingsOf, surnamesSpelt } from './surnames.ts';

/** What a person is called after the surname; nobody is called 钱医生 where somebody pays a doctor, nor 任主席 or 司总裁. */
const TITLED = new RegExp(
  `(?<![\\p{Script=Han}--[的是在由跟和同与对向找问见被给请搵约]])([${SURNAMES}])(?<![钱任司])([\\p{Script=Han}]{0,2}?)(?:医生|大夫|老师|教授|议员|局长|署长|处长|` +
    '先生|女士|小姐|导演|校长|院长|主任|博士|律师|法官|牧师|队长|教练|师傅|经理|主席|总监|太太|姑娘|护士|馆长|店长|会长|司长|部长|' +
    '总裁|督察|工程师)',
  'gv',
);

/** A surname with what is no given name after it, and words that begin like one: 陈生, 黎氏, 张卡, 游水. */
const NO_NAME =
  /^(?:.[生太氏姓族官伯叔姐姨父母婆记导]|张[卡券未纸单假计垫证黑相床台飞票图表片网牌椅画张]|何时|雷场|区外|游水|高身|周中|叶上|曾获|石路)/;

/** No name either, of the same sounds: Muslims, and out of order. */
const NOT_FOREIGN = /什么|穆斯林|蒙查查/g;

interface ChineseNames {
  /** Of two characters or more. */
  readonly names: readonly string[];
  /** Of 陈医生. */
  readonly titled: readonly string[];
  /** Of 陈大文医生 too. */
  readonly surnames: readonly string[];
}

const chineseNamesIn = ofNewest((question): ChineseNames => {
  const asked = foldChinese(question);
  const opening = openingName(asked.replace(/^(?:请问|想问|问|为什么|为何)(?:一下|下)?/, ''));
  const foreign = asked.replace(NOT_FOREIGN, ' ').match(TRANSLITERATION) ?? [];
  const people = Array.from(asked.matchAll(TITLED), ([, surname, given]) => ({ surname: surname!, given: given! }));
  const full = people.filter(({ given }) => given !== '').map(({ surname, given }) => surname + given);
  const titled = people.filter(({ given }) => given === '').map(({ surname }) => surname);
  return {
    names: [...(opening ? [opening] : []), ...foreign, ...full.filter((name) => !NO_NAME.test(name))],
    titled,
    surnames: people.map(({ surname }) => surname),
  };
});

/**
 * A surname and one or two characters that the dictionary leaves single, where a question begins: 江|旻|憓|何时. Elsewhere too
 * much is of that kind: 三|张|相.
 */
function openingName(asked: string): string | undefined {
  const [surname, ...after] = Array.from(segmentChinese(asked.slice(0, 8)), ({ segment }) => segment);
  if (!surname || surname.length > 1 || !SURNAMES.includes(surname)) return undefined;
  const end = after.findIndex((word, i) => i === 2 || !isGiven(word));
  const name = surname + after.slice(0, end < 0 ? 2 : end).join('');
  return name.length > 1 && !NO_NAME.test(name) ? name : undefined;
}

/** Whether there is anybody, or any place, to look for. */
export function namesPerson(question: string): boolean {
  const { names, surnames } = chineseNamesIn(question);
  return names.length + surnames.length + englishSurnamesIn(question).length > 0;
}

/**
 * Whether a name is asked about of which not even two characters stand in Chinese passages: of questions that the articles of
 * `models/train/passages` answer that is told of one in ten thousand.
 * @param source `foldChinese`.
 */
export function namesUnknownChinese(question: string, source: string): boolean {
  const { names, titled } = chineseNamesIn(question);
  if (titled.some((surname) => !source.includes(surname)) || names.some((name) => !holdsPart(source, name)))
    return true;
  return englishSurnamesIn(question).some((surnames) => !surnames.some((surname) => source.includes(surname)));
}

/** Whether English passages name nobody whose surname could be that of who is asked about in Chinese. */
export const namesUnknownPerson = (question: string, source: string): boolean =>
  chineseNamesIn(question).surnames.some(
    (surname) =>
      !spellingsOf(surname).some((spelling) => new RegExp(`(?<!\\p{L})${spelling}(?!\\p{L})`, 'iu').test(source)),
  );

/** “Dr Wong”, “Wong Ka-yan”; “Amy Wong” may be Amy from somewhere. */
const ENGLISH_PERSON =
  /\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Madam|Sister|Uncle|Auntie)\.? (?:\p{Lu}\p{Ll}+ )?(\p{Lu}\p{Ll}+)(?![-\p{L}])|(?<![\p{L}-])(\p{Lu}\p{Ll}+) \p{Lu}\p{Ll}+-\p{Ll}+/gu;

/** Of each person the characters that the surname may be. */
const englishSurnamesIn = ofNewest((question): string[][] =>
  Array.from(question.matchAll(ENGLISH_PERSON), ([, titled, full]) => surnamesSpelt((titled ?? full)!)).filter(
    (surnames) => surnames.length > 0,
  ),
);

function holdsPart(source: string, name: string): boolean {
  for (let i = 0; i + 2 <= name.length; i++) if (source.includes(name.slice(i, i + 2))) return true;
  return false;
}
