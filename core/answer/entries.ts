/** What of a passage cannot answer a question: a table's head, an entry for another day, age or place, a question of its own, no number to call. */
import { isOfQuestion } from '../text/answered-question.ts';
import { type Figure, lacksFigure } from '../text/figure-asked.ts';
import { ENDS_WITH_MARKER } from '../text/list-marker.ts';
import { isOfAnotherPeriod, namesPeriod, periodsIn } from '../text/periods.ts';
import { type Row, rowIn, rowInWords } from '../text/table-row.ts';
import { tokenize } from '../text/tokens.ts';
import { weekdaysIn } from '../text/weekdays.ts';
import type { Hit } from '../types.ts';
import { createMeant, NOT_TOLD } from './meant-entry.ts';
import { areOthers, kindsIn } from './specifics.ts';

/** What the question has to do with a sentence as an entry. */
export interface Entry {
  readonly row: Row | undefined;
  /** It cannot answer. */
  readonly isOut: boolean;
  /** It is for somebody of the age that the question tells. */
  readonly isOfAge: boolean;
  /** Of a row, the question's terms that stand in its first cell, which says what it is about. */
  readonly named: ReadonlySet<string>;
}

export const NO_ENTRY: Entry = { row: undefined, isOut: false, isOfAge: false, named: new Set() };

export type EntryOf = (hit: Hit, place: number) => Entry;

/** Whether somebody's number to call is asked for. */
export const isContact = (figure: Figure | undefined): figure is 'phone' | 'email' =>
  figure === 'phone' || figure === 'email';

/** @param figure what is asked for, as `figureAsked` has it. */
export function createEntries(question: string, figure: Figure | undefined): EntryOf {
  const days = weekdaysIn(question);
  const periods = periodsIn(question);
  const asksPeriod = namesPeriod(periods);
  // Asked again for every passage that may be read: 0.1 ms a sentence each time.
  const elsewhen = new Map<string, boolean>();
  const isElsewhen = (text: string): boolean => {
    const known = elsewhen.get(text) ?? isOfAnotherPeriod(periods, periodsIn(text));
    elsewhen.set(text, known);
    return known;
  };
  const asked = new Set(tokenize(question));
  const kinds = kindsIn(question);
  const meantBy = createMeant(question);
  return (hit, place) => {
    const { passage, sentences } = hit;
    const { start, end, text } = sentences[place]!;
    const [from, to] = [start - passage.start, end - passage.start];
    const row = rowIn(passage, start, end);
    const isEntry = row !== undefined || ENDS_WITH_MARKER.test(passage.text.slice(0, from));
    const meant = isEntry ? meantBy({ text, row }, hit) : NOT_TOLD;
    const isOut =
      // Nothing else will do. Other figures may be told in words that are not known here.
      ((isContact(figure) || figure === 'time') && lacksFigure(text, figure)) ||
      (kinds.length > 0 && areOthers(kinds, kindsIn(row ? rowInWords(row, passage.language) : text))) ||
      row?.isHead ||
      isOfQuestion(text, sentences[place + 1]?.text) ||
      (asksPeriod && isElsewhen(text)) ||
      isAboveTable(passage.text.slice(from, to), passage.text.slice(to)) ||
      isOfAnotherDay(row?.cells[0] ?? text, days, isEntry) ||
      meant.isAnother;
    return {
      row,
      isOut,
      isOfAge: meant.isOfAge,
      named: new Set(row && tokenize(row.cells[0]!).filter((term) => asked.has(term))),
    };
  };
}

/**
 * “At these hours:” says nothing without the rows that follow; but 「將於以下日期清洗食水缸，屆時暫停供應食水，沖廁水不受影響：」 and
 * “A total of 9,870 people took part, against 8,420 last year, in three events:” do.
 */
const isAboveTable = (text: string, after: string): boolean =>
  /[:：]\s*$/.test(text) && /^\s*\n\s*\|/.test(after) && !(/[，,；;。]/.test(text) && widthOf(text) > LONG_LEAD);

/** In Latin letters: as long as 22 Chinese characters. */
const LONG_LEAD = 44;

const widthOf = (text: string): number => text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);

function isOfAnotherDay(text: string, days: ReadonlySet<number>, isEntry: boolean): boolean {
  const own = days.size > 0 ? weekdaysIn(text) : days;
  if (own.size === 0 || [...days].some((day) => own.has(day))) return false;
  // “From Tuesday to Saturday” says something of Monday too.
  return isEntry || (own.size <= 2 && !TELLS_OF_OTHERS.test(text));
}

/** What is said of a day, and of those that are not named: “$100 more on Sundays”, “only on Saturdays”. */
const TELLS_OF_OTHERS =
  /\b(?:except|but|otherwise|others?|rest|only|more|extra|added|every|daily|until|till|before|after|since)\b|除|其[他餘余它]|另|加|[只僅仅限每前後后]/i;

/**
 * Whether it is a row of the other's table about something else: it names nothing more of what is asked, and does not begin like
 * the other, as “Lost card, adult” and “Lost card, child” do.
 */
export function isIdleSibling(own: Entry, other: Entry): boolean {
  if (own.row === undefined || own.row.table !== other.row?.table) return false;
  if ([...own.named].some((term) => !other.named.has(term))) return false;
  return own.named.size < other.named.size || !beginsAlike(own.row, other.row);
}

function beginsAlike(one: Row, other: Row): boolean {
  const [terms, others] = [one, other].map(({ cells }) => new Set(tokenize(cells[0]!)));
  const shared = [...terms!].filter((term) => others!.has(term)).length;
  return 2 * shared > Math.max(terms!.size, others!.size);
}
