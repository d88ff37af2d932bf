import { additions } from './additions.ts';
import { lid } from './lid.ts';
import type { Measure } from './measure.ts';
import { ntrex, tatoeba } from './pairs.ts';
import { questions } from './questions.ts';
import { speed } from './speed.ts';
import { unanswerable } from './unanswerable.ts';
import { xquad } from './xquad.ts';

/** In the order of the report. */
export const ALL_MEASURES: readonly Measure[] = [xquad, tatoeba, ntrex, questions, unanswerable, lid, speed, additions];
