import { createLanguageDetector, LABELS, type Label, type LanguageIdModel } from '../../../core/language/detect.ts';

export interface Judged {
  readonly model: LanguageIdModel;
  readonly texts: readonly { readonly label: Label; readonly text: string }[];
}

/** What the models' scales are best multiplied by: the factor with the least log loss on texts they were not trained on. */
export function calibrate(judged: readonly Judged[]): number {
  let best = 1;
  let least = Infinity;
  for (let factor = 0.3; factor < 4; factor += 0.1) {
    const loss = judged.reduce(
      (sum, { model, texts }) => sum + logLoss({ ...model, scale: model.scale * factor }, texts),
      0,
    );
    if (loss < least) [best, least] = [factor, loss];
  }
  return best;
}

/** Mean over the labels of each label's mean, in nats. */
function logLoss(model: LanguageIdModel, texts: Judged['texts']): number {
  const detector = createLanguageDetector(model);
  const sums = new Map<Label, { loss: number; count: number }>();
  for (const { label, text } of texts) {
    const sum = sums.get(label) ?? { loss: 0, count: 0 };
    sum.loss -= Math.log(Math.max(detector.detect(text).scores[label], 1e-6));
    sum.count++;
    sums.set(label, sum);
  }
  const means = LABELS.flatMap((label) => {
    const sum = sums.get(label);
    return sum === undefined ? [] : [sum.loss / sum.count];
  });
  return means.reduce((total, mean) => total + mean, 0) / means.length;
}
