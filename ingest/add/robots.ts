/** Asks each host's robots.txt whether a page may be fetched. */
import { createRequire } from 'node:module';
import { ArticleError } from '../article-error.ts';
import { ROBOT, type Web } from './web.ts';

interface Rules {
  isAllowed(url: string, agent: string): boolean | undefined;
  /** Seconds. */
  getCrawlDelay(agent: string): number | undefined;
}

// Its types describe a default export that the package, CommonJS, does not have.
export const parseRobots = createRequire(import.meta.url)('robots-parser') as (url: string, text: string) => Rules;

/** Bytes of a robots.txt that are read, as RFC 9309 advises. */
const MAX_BYTES = 500 * 1024;

const FIELD = /^([^:#]*):([^#]*)/;

/**
 * The same rules for this robot, with one name for all others: thousands of names over thousands of rules would be
 * kept as often as their product.
 */
export function rulesForUs(text: string): string {
  const lines: string[] = [];
  /** Whom the rules that follow are for. */
  const group = new Set<string>();
  let namesGoOn = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, field = '', value = ''] = FIELD.exec(line) ?? [];
    if (!field.trim()) continue;
    const isName = field.trim().toLowerCase() === 'user-agent';
    if (!isName) lines.push(line);
    else {
      if (!namesGoOn) group.clear();
      const name = value.toLowerCase().split('/', 1)[0]!.trim();
      const kept = name === '*' || name === ROBOT.toLowerCase() ? name : 'others';
      if (!group.has(kept)) lines.push(`user-agent: ${kept}`);
      group.add(kept);
    }
    namesGoOn = isName;
  }
  return lines.join('\n');
}

/** Seconds between two requests that a host may ask for. */
const MAX_DELAY = 30;

/**
 * Hosts are asked once.
 * @returns what throws an ArticleError where the host does not want the page fetched, and otherwise gives the
 * milliseconds that it wants between two requests.
 */
export function createRobots(web: Web): (url: URL) => Promise<number> {
  const known = new Map<string, Promise<Rules | 'unknown'>>();

  async function rulesOf(origin: string): Promise<Rules | 'unknown'> {
    const address = `${origin}/robots.txt`;
    const page = await web.get(address);
    // RFC 9309: none means everything is allowed, a broken server that nothing is.
    if (page.status >= 500) return 'unknown';
    const text = page.status < 300 ? new TextDecoder().decode(page.bytes.subarray(0, MAX_BYTES)) : '';
    return parseRobots(address, rulesForUs(text));
  }

  return async ({ origin, href }) => {
    const asked = known.get(origin) ?? rulesOf(origin);
    known.set(origin, asked);
    const rules = await asked;
    if (rules === 'unknown') throw new ArticleError(`is of ${origin}, whose robots.txt cannot be read now. Try later.`);
    if (rules.isAllowed(href, ROBOT) === false)
      throw new ArticleError(`may not be fetched: ${origin}/robots.txt disallows it.`);
    return 1000 * Math.min(MAX_DELAY, rules.getCrawlDelay(ROBOT) ?? 0);
  };
}
