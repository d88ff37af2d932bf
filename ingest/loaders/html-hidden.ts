/**
 * Takes out of a page what its readers do not see: it must not be quoted to them, nor speak to a language model. What they
 * see struck out is withdrawn: beside the new price, the old one would read as another.
 */

const HIDDEN = [
  ...['[hidden]', '[aria-hidden="true"]', 'template', 'noscript', 'input[type=hidden]'],
  ...['del', 's', 'strike'],
];

const HIDING =
  /(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)|text-decoration(?:-line)?\s*:[^;]*line-through)/i;

/** Rules of the page's own style sheets that are looked at; no page needs more to hide its text. */
const MAX_RULES = 2000;

export function removeHidden(document: Document): void {
  removeComments(document);
  for (const element of document.querySelectorAll('[style]')) {
    if (HIDING.test(element.getAttribute('style') ?? '')) element.remove();
  }
  for (const selector of [...hidingSelectors(document), ...HIDDEN]) {
    for (const element of matching(document, selector)) if (element !== document.body) element.remove();
  }
}

function removeComments(document: Document): void {
  const walker = document.createTreeWalker(document, 128 /* NodeFilter.SHOW_COMMENT */);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

/** What `<style>` hides on every screen. Style sheets in files of their own are not fetched. */
function hidingSelectors(document: Document): string[] {
  const css = [...document.querySelectorAll('style')].map((style) => style.textContent ?? '').join('\n');
  const rules = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    // Print and narrow screens hide what others show.
    .replace(/@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
    .matchAll(/([^{}]+)\{([^{}]*)\}/g);
  const selectors: string[] = [];
  for (const [, selector, body] of rules) {
    if (selectors.length >= MAX_RULES) break;
    // What depends on a state (`:hover`, `:not(.open)`) may be shown.
    if (HIDING.test(body!) && !selector!.includes(':')) selectors.push(selector!.trim());
  }
  return selectors;
}

function matching(document: Document, selector: string): Element[] {
  try {
    return [...document.querySelectorAll(selector)];
  } catch {
    // A selector that is not understood hides nothing here.
    return [];
  }
}
