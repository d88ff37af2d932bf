import type { Span } from '../../types.ts';
import type { Bound } from './bounds.ts';
import type { NumberReading } from './chinese-number.ts';

export type QuantityKind = 'number' | 'percent' | 'money' | 'date' | 'time' | 'duration' | 'ordinal' | 'multiple';

/** A figure in a text, unit included. Offsets are UTF-16 code units. */
export interface Quantity extends Span {
  readonly kind: QuantityKind;
  /** The same for the same figure in any language, script or spelling; the forms are listed at `findQuantities`. */
  readonly key: string;
  /** "more than 70", 七十幾, 約七十: the figure is a limit or an estimate. */
  readonly bound?: Bound;
}

/** A quantity with the number it was read from; without one where a range makes no sense. */
export interface Reading extends Quantity {
  readonly number?: NumberReading;
}
