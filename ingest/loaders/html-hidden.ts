/**
 * Takes out of a page what its readers do not see: it must not be quoted to them, nor speak to a language model. What they
 * see struck out is withdrawn: beside the new price, the old one would read as another.
 */

const HIDDEN = [
  ...['[hidden]', '[aria-hidden="true"]', 'input[type=hidden]'],
  ...['script', 'style', 'noscript', 'template', 'iframe'],
  ...['del', 's', 'strike'],
];

const HIDING =
  /(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)|text-decoration(?:-line)?\s*:[^;]*line-through)/i;

/** Rules of the page's own style sheets that are looked at; no page needs more to hide its text. */
const MAX_RULES = 2000;

export function removeHidden(document: Document): void {
  removeComments(document);
  const shown = shownLater(document);
  for (const element of document.querySelectorAll('[style]')) {
    if (!shown.has(element) && HIDING.test(element.getAttribute('style') ?? '')) element.remove();
  }
  for (const selector of [...hidingSelectors(document), ...HIDDEN]) {
    for (const element of matching(document, selector)) if (!shown.has(element)) element.remove();
  }
  // Whoever reads the page after this would take them for hidden.
  for (const element of shown) for (const name of ['hidden', 'aria-hidden', 'style']) element.removeAttribute(name);
}

const HEADS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'summary', 'dt', '[role=heading]'];

/** Buttons that are the question of an answer below them. */
export const headButtons = (document: Document): Element[] => [
  ...document.querySelectorAll(HEADS.map((head) => `${head} button`).join(',')),
];

/** A page that is faded in by a script, and what readers open by such a button or find by the browser's search. */
function shownLater(document: Document): Set<Element> {
  const opened = headButtons(document).map((button) => button.getAttribute('aria-controls') ?? '');
  const panels = opened.flatMap((id) => (id && document.getElementById(id)) || []);
  const found = document.querySelectorAll('[hidden="until-found"]');
  return new Set([document.documentElement, document.body, ...panels, ...found].filter(Boolean));
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
