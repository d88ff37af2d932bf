/** `<sup>` and `<sub>` by what they mean: exponents, fractions, marks of notes. */
import type Turndown from 'turndown';
import { lowered, raised } from './raised.ts';

export function raisedLetters(service: Turndown): void {
  service.addRule('raised', {
    filter: 'sup',
    replacement: (_, node) => {
      const element = node as unknown as Element;
      if (pointsToNote(element)) return '';
      const text = element.textContent ?? '';
      const before = textBefore(element);
      if (isNumerator(element)) return /\d\s*$/.test(before) ? ` ${text}` : text;
      return raised(text, before);
    },
  });
  service.addRule('lowered', {
    filter: 'sub',
    replacement: (content, node) => lowered(content, textBefore(node as unknown as Element)),
  });
  service.addRule('note', { filter: (node) => isNoteLink(node as unknown as Element), replacement: () => '' });
}

/** To a note, and the arrow back from it. */
const isNoteLink = (element: Element): boolean =>
  element.nodeName === 'A' &&
  (element.getAttribute('role') === 'doc-noteref' ||
    element.getAttribute('epub:type') === 'noteref' ||
    /^\s*[↑↩]\ufe0e?\s*$/.test(element.textContent ?? ''));

const pointsToNote = (element: Element): boolean =>
  Boolean(element.querySelector('a[href*="#"]')) || /#/.test(element.closest('a')?.getAttribute('href') ?? '');

/** `<sup>1</sup>/<sub>2</sub>` */
const isNumerator = (element: Element): boolean =>
  /^\s*[/⁄∕]\s*$/.test(element.nextSibling?.textContent ?? '') && element.nextElementSibling?.nodeName === 'SUB';

const BLOCK = /^(?:P|DIV|LI|T[DH]|D[TD]|H[1-6]|BODY)$/;

/** Of its paragraph; of other raised letters nothing is said. */
function textBefore(element: Element): string {
  for (let at: Element | null = element; at && !BLOCK.test(at.nodeName); at = at.parentElement) {
    for (let before = at.previousSibling; before; before = before.previousSibling) {
      if (before.nodeName !== 'SUP' && before.textContent) return before.textContent;
    }
  }
  return '';
}
