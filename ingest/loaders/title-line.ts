/** A title above a text: it is told beside the article, and as a sentence or a heading of it answers nothing. */

/** Short, alone above more text, no sentence, and no item or row. */
const TITLE = String.raw`(?![-+*•>#|\\]|\d+[.)、])(\S.{0,59}[^\s。！？.!?；;,，:：*_])`;
const END = String.raw`[ \t]*\n[ \t]*\n\s*(?=\S)`;

export const PLAIN = new RegExp(String.raw`^\s*${TITLE}${END}`);
/** Of Markdown, whose first line is a heading where it is a title. */
export const BOLD = new RegExp(String.raw`^\s*(?:\*\*|__)${TITLE}(?:\*\*|__)${END}`);

/** @param told the title, where the article has one of its own: only that is taken off. */
export function withoutTitleLine(
  text: string,
  told: string | undefined,
  form: RegExp,
): { title: string | undefined; text: string } {
  const line = form.exec(text);
  return line && (told ?? line[1]) === line[1]
    ? { title: line[1], text: text.slice(line[0].length) }
    : { title: told, text };
}

/** Of Markdown whose first heading is the title; a text of nothing else keeps it. */
export function withoutTitleHeading(markdown: string, title: string | undefined): string {
  const first = /^#{1,6} (.+)\n+/m.exec(markdown);
  if (!first || first[1]!.trim() !== title) return markdown;
  const rest = markdown.slice(0, first.index) + markdown.slice(first.index + first[0].length);
  return rest.trim() ? rest : markdown;
}
