/** Takes out of a stream what a model writes but does not say: its thinking, and the search results of HKGAI's RAG. */

interface HiddenTextFilter {
  /** The part of the stream so far that is certainly said and was not returned before. */
  push(text: string): string;
  /** What was held back, once nothing follows. */
  end(): string;
  /** Whether it thought in its text. An empty `<think></think>`, which some templates write, is no thought. */
  hasThought(): boolean;
}

const TAGS = ['think', 'search_results'] as const;

type Tag = (typeof TAGS)[number];

const OPENERS = TAGS.map((tag) => `<${tag}>`);
const OPENER = new RegExp(`<(${TAGS.join('|')})>`);

/**
 * A closing tag without an opening one stays: templates that open `<think>` in the prompt cannot be told from text
 * until it is too late. What an opening tag without an end hides stays hidden.
 */
export function createHiddenTextFilter(): HiddenTextFilter {
  let held = '';
  let inside: Tag | undefined;
  let hasThought = false;

  function release(): string {
    let said = '';
    for (;;) {
      if (inside) {
        const end = endOf(inside, held);
        hasThought ||= inside === 'think' && /^\s*[^\s<]/.test(held);
        if (end === undefined) return said;
        held = held.slice(end);
        inside = undefined;
      }
      const opener = OPENER.exec(held);
      if (!opener) break;
      said += held.slice(0, opener.index);
      held = held.slice(opener.index + opener[0].length);
      inside = opener[1] as Tag;
    }
    const safe = held.length - beginningOfTag(held);
    said += held.slice(0, safe);
    held = held.slice(safe);
    return said;
  }

  return {
    push(text) {
      held += text;
      return release();
    },
    end() {
      const rest = inside ? '' : held;
      held = '';
      return rest;
    },
    hasThought: () => hasThought,
  };
}

/** Where the hidden part ends, `undefined` as long as it has not. */
function endOf(tag: Tag, held: string): number | undefined {
  const closer = `</${tag}>`;
  const at = held.indexOf(closer);
  if (tag === 'search_results') {
    // One JSON object a line, and the closing tag is not always there: a line that no JSON begins with is the answer.
    const line = /\n(?=[^\s{}[\]"<,])/.exec(held);
    if (line && (at < 0 || line.index < at)) return line.index + 1;
  }
  return at < 0 ? undefined : at + closer.length;
}

/** Characters at the end that may be the beginning of an opening tag. */
function beginningOfTag(text: string): number {
  const at = text.lastIndexOf('<');
  if (at < 0) return 0;
  const tail = text.slice(at);
  return OPENERS.some((opener) => opener.startsWith(tail)) ? tail.length : 0;
}
