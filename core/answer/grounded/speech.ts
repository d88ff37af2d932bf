/** Checked sentences as the reader gets them. */
import type { ChatEvent, Language } from '../../types.ts';
import { cite } from '../cite.ts';
import type { Backing } from './verdict.ts';

/** Numbers the sentences' sources by first use and joins the sentences again. */
export function createSpeech(language: Language) {
  const cited = new Map<string, number>();
  let begun = false;

  return {
    say(lead: string, text: string, by: readonly Backing[]): ChatEvent[] {
      const events: ChatEvent[] = [];
      const marks = new Set<string>();
      for (const backing of by) {
        const { passage, start, end } = backing;
        // As it stands there, a table's row too.
        const source = passage.text.slice(start - passage.start, end - passage.start);
        const key = `${passage.article} ${passage.language} ${start} ${end}`;
        const n = cited.get(key) ?? cited.size + 1;
        if (!cited.has(key))
          events.push({ type: 'citation', citation: cite(passage, { ...backing, text: source }, n) });
        cited.set(key, n);
        marks.add(`[${n}]`);
      }
      const spaced = language === 'en' ? ' ' : '';
      const before = begun ? joint(lead) || spaced : joint(lead).trimStart();
      begun = true;
      return [...events, { type: 'token', text: `${before}${text}${spaced}${[...marks].join('')}` }];
    },
  };
}

/** List markers and paragraphs stay. */
function joint(lead: string): string {
  const marker = /(?:^|\n)[ \t]*((?:[-*+]|\d{1,2}[.)])[ \t]+)$/.exec(lead)?.[1];
  if (marker) return `\n${marker}`;
  return /\n\s*\n/.test(lead) ? '\n\n' : '';
}
