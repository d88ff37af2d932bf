/** Ten times what a table of links has; at 10,000 unmatched brackets micromark takes seconds. */
const BRACKETS = 5000;

/** Whether Markdown parsers, which match every bracket of a block with every other, had better read it as plain text. */
export const isTangled = (text: string): boolean =>
  text.split(/\n[ \t]*\n/).some((block) => (block.match(/[[\]]/g)?.length ?? 0) > BRACKETS);
