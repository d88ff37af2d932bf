/** The inline half of the Markdown subset: bold, emphasis, code, links and `[n]` markers, each with its offset. */
export type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string; readonly start: number }
  | { readonly type: 'strong' | 'em'; readonly children: readonly Inline[] }
  /** Without `href` the address was not safe: the words stay, the link goes. */
  | { readonly type: 'link'; readonly href: string | undefined; readonly children: readonly Inline[] }
  /** A `[n]` marker; `text` is how it was written. */
  | { readonly type: 'reference'; readonly n: number; readonly text: string; readonly start: number };

/**
 * In order: an escape, code, strong or emphasis, a marker, a link or an image, a bare address. Every repetition is
 * bounded, so that unclosed openers cost a constant each. CJK punctuation ends a bare address: no space follows it.
 */
const TOKEN =
  /\\([!-/:-@[-`{-~])|(`{1,3})(.{1,999}?)\2|(\*\*?|(?<!\w)__?)(?=\S)(.{1,999}?)(?<=\S)\4|\[(\d{1,3})\](?!\()|(!?\[)([^[\]]{0,500})\]\(<?([^)>\s]{0,2000})[^)]{0,200}\)|https?:\/\/[^\s<>"'`、。，！？；：（）「」《》]{0,2000}[^\s<>"'`、。，！？；：（）「」《》.,:;!?)\]*_]/gs;

/** The address, when it is absolute and http, https or mailto. */
export function safeAddress(address: string): string | undefined {
  return /^(?:https?:\/\/|mailto:)/i.test(address) && URL.canParse(address) ? new URL(address).href : undefined;
}

/** Parses one run of text; `base` is its offset in the source. */
export function parseInline(text: string, base: number): Inline[] {
  const nodes: Inline[] = [];
  let from = 0;
  const flush = (end: number) => {
    if (end > from) nodes.push({ type: 'text', text: text.slice(from, end), start: base + from });
  };
  for (const match of text.matchAll(TOKEN)) {
    const [whole, escaped, fence, code, token, inner, n, bracket, label, address] = match;
    const start = base + match.index;
    flush(match.index);
    // An escaped character begins the next run of text.
    from = match.index + (escaped ? 1 : whole.length);
    if (escaped) continue;
    if (fence) nodes.push({ type: 'code', text: code!, start: start + fence.length });
    else if (token) {
      nodes.push({ type: token[1] ? 'strong' : 'em', children: parseInline(inner!, start + token.length) });
    } else if (n) nodes.push({ type: 'reference', n: Number(n), text: whole, start });
    else if (bracket) {
      // An image is shown as its description: nothing is fetched from elsewhere.
      const href = bracket === '[' ? safeAddress(address!) : undefined;
      nodes.push({ type: 'link', href, children: parseInline(label!, start + bracket.length) });
    } else nodes.push({ type: 'link', href: safeAddress(whole), children: [{ type: 'text', text: whole, start }] });
  }
  flush(text.length);
  return nodes;
}
