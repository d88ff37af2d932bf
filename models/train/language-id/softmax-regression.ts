import { type Random, shuffle } from './random.ts';

/** The numbers of the features present, the class, and how much the example counts. */
export interface Example {
  readonly features: Uint32Array;
  readonly label: number;
  readonly weight: number;
}

export interface RegressionOptions {
  readonly classes: number;
  readonly features: number;
  readonly epochs: number;
  /** Step size; the first steps are this long. */
  readonly alpha: number;
  readonly l1: number;
  readonly l2: number;
}

/**
 * Multinomial logistic regression by FTRL-Proximal with per-coordinate steps (McMahan et al., "Ad Click Prediction: a
 * View from the Trenches", KDD 2013, algorithm 1), whose L1 term leaves most weights exactly zero. Returns the weights,
 * `weights[feature * classes + class]`.
 */
export function trainSoftmaxRegression(examples: Example[], options: RegressionOptions, random: Random): Float64Array {
  const { classes, features, epochs, alpha, l1, l2 } = options;
  const beta = 1;
  const z = new Float64Array(features * classes);
  const n = new Float64Array(features * classes);
  const weights = new Float64Array(features * classes);
  const logits = new Float64Array(classes);
  const order = [...examples];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { features: present, label, weight } of shuffle(random, order)) {
      logits.fill(0);
      for (const feature of present) {
        for (let c = 0; c < classes; c++) {
          const i = feature * classes + c;
          const zi = z[i]!;
          const w = Math.abs(zi) <= l1 ? 0 : (Math.sign(zi) * l1 - zi) / ((beta + Math.sqrt(n[i]!)) / alpha + l2);
          weights[i] = w;
          logits[c] = logits[c]! + w;
        }
      }
      softmax(logits);
      for (let c = 0; c < classes; c++) {
        const gradient = weight * (logits[c]! - (c === label ? 1 : 0));
        for (const feature of present) {
          const i = feature * classes + c;
          const squared = n[i]! + gradient * gradient;
          z[i] = z[i]! + gradient - ((Math.sqrt(squared) - Math.sqrt(n[i]!)) / alpha) * weights[i]!;
          n[i] = squared;
        }
      }
    }
  }
  for (let i = 0; i < weights.length; i++) {
    const zi = z[i]!;
    weights[i] = Math.abs(zi) <= l1 ? 0 : (Math.sign(zi) * l1 - zi) / ((beta + Math.sqrt(n[i]!)) / alpha + l2);
  }
  return weights;
}

/** In place. */
export function softmax(logits: Float64Array): void {
  let highest = -Infinity;
  for (const logit of logits) highest = Math.max(highest, logit);
  let sum = 0;
  for (let c = 0; c < logits.length; c++) {
    logits[c] = Math.exp(logits[c]! - highest);
    sum += logits[c]!;
  }
  for (let c = 0; c < logits.length; c++) logits[c] = logits[c]! / sum;
}
