/** What the askings of the question set come to. */
import { chineseScript } from '../../core/language/chinese-script.ts';
import type { Language } from '../../core/types.ts';
import { type Figure, figure } from '../figures.ts';
import { percent, recallAt } from '../metrics.ts';
import { ASKED, type Asked, type Asking, share } from '../questions.ts';

const NAMES: Record<Asked, string> = { en: 'en', yue: 'yue', zh: 'zh' };
const EACH = Object.keys(NAMES) as Asked[];

const asked = (askings: readonly Asking[], language: Asked) => askings.filter((asking) => asking.asked === language);

/** Places of the right chunk by the language asked in; undefined where the stock pipeline was not run. */
export type BaselinePlaces = Readonly<Record<Asked, readonly number[]>> | undefined;

export function passageFigures(askings: readonly Asking[], baseline: BaselinePlaces): Figure[] {
  const places = (language: Asked) => asked(askings, language).map(({ place }) => place ?? Number.POSITIVE_INFINITY);
  const figures = [
    { id: 'first', title: 'right passage first', k: 1, target: 90 },
    { id: 'top3', title: 'right passage in the top three', k: 3, target: 98 },
  ].flatMap(({ id, title, k, target }) =>
    EACH.map((language) => {
      const own = places(language);
      return figure(`questions.${id}.${language}`, `${language}: ${title}`, recallAt(k, own), own.length, {
        target,
        baseline: baseline && recallAt(k, baseline[language]),
      });
    }),
  );
  const behind = (of: (language: Asked) => readonly number[]) => recallAt(1, of('en')) - recallAt(1, of('yue'));
  const gap = figure('questions.gap', 'yue behind en, right passage first', behind(places), places('en').length, {
    unit: 'points',
    better: 'lower',
    target: 5,
    baseline: baseline && behind((language) => baseline[language]),
  });
  return [...figures, gap];
}

/** @param corpus `english` or `all`. */
export function answerFigures(askings: readonly Asking[], corpus: string, title: string): Figure[] {
  const right = EACH.map((language) => {
    const own = asked(askings, language);
    const value = share(own, (asking) => asking.right === true);
    return figure(`questions.right.${corpus}.${language}`, `${language}: right answer, ${title}`, value, own.length);
  });
  const refused = [...EACH, 'total' as const].map((language) => {
    const own = language === 'total' ? askings : asked(askings, language);
    const id = `questions.refused.${corpus}.${language}`;
    const value = share(own, (asking) => asking.refused);
    const target = language === 'total' ? 5 : undefined;
    return figure(id, `${language}: refused, ${title}`, value, own.length, { better: 'lower', target });
  });
  const unsure = figure(
    `questions.unsure.${corpus}`,
    `total: answered with only the closest, ${title}`,
    share(askings, (asking) => asking.unsure),
    askings.length,
    { better: 'lower' },
  );
  return [...right, ...refused, unsure];
}

interface Expected {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly askings: readonly Asking[];
}

/** @param traditional the written Chinese questions, asked in Traditional characters. */
export function languageFigures(askings: readonly Asking[], traditional: readonly Asking[]): Figure[] {
  const expected: Expected[] = [
    ...EACH.map((language) => ({
      ...{ id: language, title: NAMES[language], language: ASKED[language] },
      askings: asked(askings, language),
    })),
    { id: 'hant', title: 'Traditional', language: 'zh-Hant', askings: traditional },
  ];
  return expected.flatMap(({ id, title, language, askings: own }) => {
    const answered = own.filter(({ refused }) => !refused);
    const quoted = share(answered, ({ cited }) => cited.every((version) => version === language));
    return [
      figure(
        `questions.language.${id}`,
        `${title}: language taken for`,
        share(own, (a) => a.language === language),
        own.length,
      ),
      figure(`questions.version.${id}`, `${title}: quotes the reader's version`, quoted, answered.length),
      ...(language === 'en' ? [] : [scriptFigure(id, title, language, own)]),
    ];
  });
}

/** Refusals are written by us and count too; an answer without a character that tells the scripts apart does not. */
function scriptFigure(id: string, title: string, language: Language, askings: readonly Asking[]): Figure {
  const scripts = askings.map(({ answer }) => chineseScript(answer)).filter(({ confidence }) => confidence > 0.5);
  const wanted = language === 'zh-Hans' ? 'Hans' : 'Hant';
  const value = percent(scripts.map(({ script }) => (script === wanted ? 1 : 0)));
  return figure(`questions.script.${id}`, `${title}: script of the answer`, value, scripts.length);
}
