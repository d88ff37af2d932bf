/** The question set: the right passage, and the right answer in the right language. */
import { toTraditional } from '../../core/language/script.ts';
import type { Figure } from '../figures.ts';
import { readAnswerable } from '../question-files.ts';
import { type Answerable, ASKED, type Asked, askAll } from '../questions.ts';
import { type Rule, rightPassages } from '../right-passage.ts';
import { CORPORA, type Corpus, withCorpus } from './corpus.ts';
import type { Measure } from './measure.ts';
import { answerFigures, languageFigures, passageFigures } from './question-figures.ts';
import { baselinePlaces } from './questions-baseline.ts';

const LANGUAGES = Object.keys(ASKED) as Asked[];

export const questions: Measure = {
  name: 'questions',
  title: 'Own questions, answerable',
  needs: ['questions', 'corpus'],
  method: `Each question in English, Cantonese and written Chinese, the whole way through; no language is chosen, it is
detected. **Right passage**: only the English articles are indexed. A passage is right when it is of the question's article
and under its heading; where \`passage\` is a piece of text, when it holds it or a sentence of it (a heading or a text of
another version stands for the section at the same place); where it is neither, or the article is unknown, when it holds
all the facts, or, where no passage does, the most of them. For the baseline, a chunk is right when it shares half of the
shorter of the two with such a passage. **Right answer**: not refused, and every fact stands in the answer by one of its
spellings. Answers are measured over the English articles alone, and over all versions. **Language and script** are of the
answers over all versions: what the question was taken for, which versions are quoted, and the characters the answer is
written in; for this the written Chinese questions are also asked in Traditional characters.`,
  async run(input) {
    const { files, parts, progress } = input;
    const set = await readAnswerable(files.questions);
    const inTraditional = set.map((question) => ({ ...question, zh: toTraditional(question.zh) }));
    const figures: Figure[] = [];
    for (const { id, title, only } of CORPORA) {
      await withCorpus(input, only, async (corpus) => {
        progress.step(`Own questions, ${title}`, set.length * LANGUAGES.length);
        const askings = await askAll(set, corpus, LANGUAGES, progress.tick);
        if (only === 'en') {
          progress.note(rulesUsed(set, corpus));
          figures.push(...passageFigures(askings, await baselinePlaces(parts.baseline, set, corpus, progress)));
        }
        figures.push(...answerFigures(askings, id, title));
        if (only) return;
        progress.step('Own questions, Traditional', set.length);
        const traditional = await askAll(inTraditional, corpus, ['zh'], progress.tick);
        figures.push(...languageFigures(askings, traditional));
      });
    }
    return figures;
  },
};

const SAID: Record<Rule, string> = { heading: 'its heading', text: 'its text', facts: 'the facts alone' };

/** A set whose places cannot be found is judged less strictly; whoever reads the figures should know. */
function rulesUsed(set: readonly Answerable[], { passages }: Corpus): string {
  const counts = new Map<Rule, number>();
  for (const question of set) {
    const { rule } = rightPassages(question, passages);
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  const said = [...counts].map(([rule, count]) => `by ${SAID[rule]} ${count} times`).join(', ');
  return `Own questions: the right passage was told ${said}.`;
}
