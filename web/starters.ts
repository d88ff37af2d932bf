import { h } from './dom.ts';

/** Puts a heading and a button per question into `parent`, unless it has some or there is none. */
export function showStarters(
  parent: HTMLElement,
  heading: string,
  questions: readonly string[],
  pick: (question: string) => void,
): void {
  if (questions.length === 0 || parent.firstChild) return;
  const buttons = questions.map((question) => h('button.starter', { click: () => pick(question) }, question));
  parent.append(h('h3', {}, heading), ...buttons);
}
