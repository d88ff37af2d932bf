/** Who did it to whom. */
import { foldScript } from '../../language/script.ts';
import { type Clause, share } from './claim.ts';
import { pointsBack } from './deeds.ts';
import { knownNames } from './known-names.ts';
import { latinNames } from './names.ts';

/** By, 由, 用…做底: what comes second is what acts or bears. */
const TURNED =
  /\bby\b|\b(?:based|built|runs?|rel(?:y|ies)|on top) (?:of|on|upon)\b|\buses?\b|\bfrom\b|被|由|畀|俾|受|用|以(?:.{1,20}[为為]|\s*$)/i;

/**
 * Whether two names that a source has in one order stand in a claim in the other (“DeepSeek is powered by HKGAI v1”), or in
 * the same one with by lost or won. Places are left out, since they move about. A list in another order is cut for nothing.
 */
export function swapsRoles(claim: string, source: string): boolean {
  const said = actors(claim, true);
  const written = actors(source, false);
  const shared = said.filter(({ name }) => written.some((other) => other.name === name));
  if (shared.length < 2) return false;
  const [first, second] = shared as [Actor, Actor];
  const placeOf = (actor: Actor) => written.find(({ name }) => name === actor.name)!.start;
  const [from, to] = [placeOf(first), placeOf(second)];
  const turned = TURNED.test(claim.slice(first.start, second.start));
  return from < to !== (turned === TURNED.test(source.slice(Math.min(from, to), Math.max(from, to))));
}

/** What follows is no subject. */
const EXAMPLE = /例如|比如|好似|包括|譬如|such as|including|like/i;
/** Characters within which a sentence's or clause's subject begins. */
const OPENING = { chinese: 6, latin: 24 };

/**
 * “Nvidia is growing closer to mainland China” where the source's clause about that has another subject and Nvidia only
 * made the chips in another one.
 */
export function borrowsSubject(claim: Clause, source: readonly Clause[]): boolean {
  const [subject] = actors(claim.text, true);
  if (!subject || subject.start > OPENING.chinese || source.length < 2) return false;
  const places = source.map(({ text }) => actors(text, true).find(({ name }) => name === subject.name)?.start);
  const opens = source.some(({ text }, i) => {
    const limit = /\p{Script=Han}/u.test(text) ? OPENING.chinese : OPENING.latin;
    const at = places[i];
    return at !== undefined && at <= limit && !EXAMPLE.test(foldScript(text.slice(0, at)));
  });
  if (opens || places.every((place) => place === undefined)) return false;
  const shares = source.map(({ terms }) => share(claim, terms));
  const retold = shares.indexOf(Math.max(...shares));
  return places[retold] === undefined && !pointsBack(source[retold]!.text);
}

interface Actor {
  readonly name: string;
  readonly start: number;
}

/** Names in Latin letters and known Chinese ones, in order, each once. */
function actors(text: string, isClaim: boolean): Actor[] {
  const folded = foldScript(text);
  const known = knownNames(foldScript);
  const latin = latinNames(text, isClaim).map(({ folded: name, start }) => ({ name: canonical(name), start }));
  const chinese = known.flatMap(({ chinese: forms, isActor }) =>
    !isActor
      ? []
      : forms.filter((form) => folded.includes(form)).map((form) => ({ name: forms[0]!, start: folded.indexOf(form) })),
  );
  const all = [...latin, ...chinese].filter(({ name }) => name !== '').sort((a, b) => a.start - b.start);
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
}

function canonical(name: string): string {
  const thing = knownNames(foldScript).find(({ latin }) => latin.includes(name));
  if (!thing) return name;
  return !thing.isActor ? '' : (thing.chinese[0] ?? name);
}
