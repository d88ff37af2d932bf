/** Questions that the articles do not answer. */
import { type Figure, figure } from '../figures.ts';
import { readUnanswerable } from '../question-files.ts';
import { ASKED, type Asked, askAll, share } from '../questions.ts';
import { CORPORA, withCorpus } from './corpus.ts';
import type { Measure } from './measure.ts';

const LANGUAGES = Object.keys(ASKED) as Asked[];

export const unanswerable: Measure = {
  name: 'unanswerable',
  title: 'Own questions, unanswerable',
  needs: ['unanswerable', 'corpus'],
  method: `The share refused, at the threshold that \`ANSWER_THRESHOLD\` sets, asked as the answerable ones are. Read it
beside “refused” of the answerable ones: either is easy alone.`,
  async run(input) {
    const { files, progress } = input;
    const set = await readUnanswerable(files.unanswerable);
    const figures: Figure[] = [];
    for (const { id, title, only } of CORPORA) {
      await withCorpus(input, only, async (corpus) => {
        progress.step(`Unanswerable questions, ${title}`, set.length * LANGUAGES.length);
        const askings = await askAll(set, corpus, LANGUAGES, progress.tick);
        for (const language of [...LANGUAGES, 'total' as const]) {
          const own = language === 'total' ? askings : askings.filter(({ asked }) => asked === language);
          const value = share(own, ({ refused }) => refused);
          const target = language === 'total' ? 95 : undefined;
          figures.push(
            figure(`unanswerable.${id}.${language}`, `${language}: refused, ${title}`, value, own.length, { target }),
          );
        }
        const told = share(askings, ({ refused, unsure }) => refused || unsure);
        const label = `total: refused, or said to be only the closest, ${title}`;
        figures.push(figure(`unanswerable.${id}.told`, label, told, askings.length));
      });
    }
    return figures;
  },
};
