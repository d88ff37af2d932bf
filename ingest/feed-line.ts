/** An article of a feed is named by its feed and line, `feed.jsonl:12`; the line tells where it is, not which it is. */
const LINE = /:\d+$/;

/** The file that an article is in. */
export const fileOf = (name: string): string => name.replace(LINE, '');

/** The feed of an article, or of a line that is none; undefined for a file of its own. */
export const feedOf = (name: string): string | undefined => (LINE.test(name) ? fileOf(name) : undefined);
