/** Which language a text is in. */
import type { DetectedLanguage } from '../../core/answer/conversation.ts';
import type { Language } from '../../core/types.ts';
import { DataError, readTsv, spread } from '../data.ts';
import { type Figure, figure } from '../figures.ts';
import { percent } from '../metrics.ts';
import type { Measure } from './measure.ts';

interface Row {
  readonly label: string;
  readonly source: string;
  readonly text: string;
}

interface Judged extends Row {
  readonly found: Language;
}

const QUICK = 1500;

/** The sets whose texts are questions. */
const QUESTIONS = /drcd|xquad|truthfulqa|question/i;

const LABELS = { yue: 'Cantonese', zh: 'written Chinese', en: 'English' } as const;

export const lid: Measure = {
  name: 'lid',
  title: 'Language of a text',
  needs: ['lid'],
  method: `Accuracy: the share of texts given their label; \`zh\` covers both scripts. No context is given and no language is
ruled out. “Script” is the share of the texts found to be written Chinese that are also said to be in the right script, for
the sources whose name tells it (\`_hans\`, \`_hant\`). Questions are the texts of DRCD, XQuAD and TruthfulQA. The time is
that of one question after a first pass.`,
  async run({ parts, files, quick, progress }) {
    const all = await readTsv(files.lid, ['label', 'source', 'text']);
    checkLabels(all, files.lid);
    const rows = quick ? spread(all, QUICK) : all;
    progress.step('Language of a text', rows.length);
    const judged = rows.map((row) => {
      progress.tick();
      return { ...row, found: parts.detect(row.text).language };
    });
    return [...figuresOf(judged), speed(rows, parts.detect)];
  },
};

function checkLabels(rows: readonly Row[], file: string): void {
  const wrong = rows.find(({ label }) => !Object.hasOwn(LABELS, label));
  if (wrong) throw new DataError(`${file}: the label ${wrong.label} is none of yue, zh, en (text “${wrong.text}”).`);
}

const isRight = ({ label, found }: Judged): boolean => (found.startsWith('zh') ? 'zh' : found) === label;

const accuracy = (id: string, title: string, rows: readonly Judged[], target?: number): Figure =>
  figure(id, title, percent(rows.map((row) => (isRight(row) ? 1 : 0))), rows.length, { target });

function figuresOf(judged: readonly Judged[]): Figure[] {
  const figures = [accuracy('lid.all', 'all texts', judged, 97)];
  const questions = judged.filter(({ source }) => QUESTIONS.test(source));
  if (questions.length > 0) figures.push(accuracy('lid.questions', 'questions', questions, 98.5));
  for (const [label, name] of Object.entries(LABELS)) {
    const own = judged.filter((row) => row.label === label);
    if (own.length === 0) continue;
    figures.push(accuracy(`lid.${label}`, name, own));
    for (const source of new Set(own.map((row) => row.source))) {
      const rows = own.filter((row) => row.source === source);
      figures.push(accuracy(`lid.${label}.${source}`, `${name}, ${source}`, rows));
    }
  }
  return [...figures, ...scripts(judged)];
}

function scripts(judged: readonly Judged[]): Figure[] {
  return (['hans', 'hant'] as const).flatMap((script) => {
    const wanted = script === 'hans' ? 'zh-Hans' : 'zh-Hant';
    const rows = judged.filter(
      ({ label, source, found }) => label === 'zh' && source.endsWith(`_${script}`) && found.startsWith('zh'),
    );
    const right = percent(rows.map(({ found }) => (found === wanted ? 1 : 0)));
    const title = `script, ${script === 'hans' ? 'Simplified' : 'Traditional'}`;
    return rows.length > 0 ? [figure(`lid.script.${script}`, title, right, rows.length)] : [];
  });
}

/** Texts timed. */
const TIMED = 2000;

function speed(rows: readonly Row[], detect: (text: string) => DetectedLanguage): Figure {
  const questions = rows.filter(({ source }) => QUESTIONS.test(source));
  const texts = spread(questions.length > 0 ? questions : rows, TIMED).map(({ text }) => text);
  const started = performance.now();
  for (const text of texts) detect(text);
  const each = ((performance.now() - started) * 1000) / Math.max(1, texts.length);
  return figure('lid.time', 'time a question', each, texts.length, { unit: 'µs', better: 'lower', target: 1000 });
}
