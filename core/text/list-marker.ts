/** What a Markdown list's item begins with. */
const MARKER = '[ \\t]*(?:[-*+]|\\d+[.)])[ \\t]+';

/** Whether a line is an item. */
export const BEGINS_WITH_MARKER = new RegExp(`^${MARKER}`);

/** Whether what follows a text is the words of an item. */
export const ENDS_WITH_MARKER = new RegExp(`(?:^|\\n)${MARKER}$`);

const SECOND_ITEM = /^[^\n]*[^\n:：\s][ \t]*\n[ \t]*((?:[-*+]|2[.)])[ \t]+)/;

/**
 * A passage may begin with the words of a list's first item, its marker left to the passage before.
 * @returns that marker; undefined where the text begins with none, or with a line that announces the list.
 */
export function markerLeftOut(text: string): string | undefined {
  const marker = SECOND_ITEM.exec(text)?.[1];
  return BEGINS_WITH_MARKER.test(text) ? undefined : marker?.replace('2', '1');
}
