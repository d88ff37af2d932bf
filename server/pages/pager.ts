/** Long lists a page at a time, by links that need no script. */
import { html, raw } from 'hono/html';
import type { Markup } from './page.ts';

/** So many read well, and draw in a few milliseconds. */
export const PAGE_SIZE = 100;

export interface Page<T> {
  readonly shown: readonly T[];
  /** From 1. */
  readonly number: number;
  readonly count: number;
}

/** @param wanted the page's number as an address has it; one that there is not is the nearest that there is. */
export function pageOf<T>(items: readonly T[], wanted: string | undefined): Page<T> {
  const count = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const number = Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), count);
  return { shown: items.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE), number, count };
}

/** Pages on either side of this one that have a link, beside the first and the last. */
const BESIDE = 3;

/** Nothing where there is one page. */
export function pager(
  { number, count }: Page<unknown>,
  label: string,
  addressOf: (page: number) => string,
): Markup | '' {
  if (count === 1) return '';
  const near = (page: number) => page === 1 || page === count || Math.abs(page - number) <= BESIDE;
  const numbers = Array.from({ length: count }, (_, i) => i + 1).filter(near);
  const links = numbers.map((page, i) => {
    const gap = page - (numbers[i - 1] ?? 0) > 1 ? html`<span>…</span> ` : '';
    const current = page === number ? raw(' aria-current="page"') : '';
    return html`${gap}<a href="${addressOf(page)}"${current}>${page}</a> `;
  });
  return html`<nav class="tabs pages" aria-label="${label}">${links}</nav>`;
}
