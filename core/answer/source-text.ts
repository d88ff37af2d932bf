import type { Passage } from '../types.ts';

/** What a passage says, with the title and the headings that say what it is about. */
export const sourceText = ({ title, headings, text }: Pick<Passage, 'title' | 'headings' | 'text'>): string =>
  [title, ...headings, text].join('\n');
