/** What a Markdown list's item begins with. */
const MARKER = '[ \\t]*(?:[-*+]|\\d+[.)])[ \\t]+';

/** Whether a line is an item. */
export const BEGINS_WITH_MARKER = new RegExp(`^${MARKER}`);

/** Whether what follows a text is the words of an item. */
export const ENDS_WITH_MARKER = new RegExp(`(?:^|\\n)${MARKER}$`);
