/** Where a quotation stands: a conversation kept from before headings were told has none. */
export const placeOf = ({
  title,
  headings = [],
}: {
  readonly title: string;
  readonly headings?: readonly string[];
}): string => [title, ...headings].join(' › ');

/** A quotation as it is shown: the cells of a table's row without the bars between them. */
export const shownQuote = (quote: string): string =>
  quote[0] === '|' ? quote.replace(/^\|\s*|\s*\|$/g, '').replace(/\s*\|\s*/g, ' · ') : quote;
