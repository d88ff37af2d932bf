/** Which entries are for the age, or of the district, that a question tells. */
import { ageRangesIn, agesIn, areOfAge } from '../text/ages.ts';
import { type Row, rowIn, rowInWords } from '../text/table-row.ts';
import type { Hit } from '../types.ts';
import { namesAskedDistrict } from './hong-kong.ts';

/** A row of a table, or an item of a list. */
export interface EntryText {
  readonly text: string;
  readonly row: Row | undefined;
}

export interface Meant {
  /** Whether it is for somebody of the age that the question tells. */
  isOfAge(entry: EntryText): boolean;
  /** Whether it is for another age or of another district, or beside a row of its table that is meant. */
  isAnother(entry: EntryText, hit: Hit): boolean;
}

const NONE: Meant = { isOfAge: () => false, isAnother: () => false };

export function createMeant(question: string): Meant {
  const ages = agesIn(question);
  if (ages.length === 0 && !namesAskedDistrict(question, question)) return NONE;

  const ofAge = ({ text, row }: EntryText): boolean | undefined =>
    areOfAge(
      ages,
      row ? [...ageRangesIn(rowInWords(row, 'en')), ...ageRangesIn(row.cells[0]!, true)] : ageRangesIn(text),
    );
  const isMeant = (entry: EntryText): boolean | undefined => ofAge(entry) ?? namesAskedDistrict(question, entry.text);

  /** Of a hit, where those begin that have a row that is meant. */
  const tables = new WeakMap<Hit, ReadonlySet<number>>();
  const tablesOf = ({ passage, sentences }: Hit): ReadonlySet<number> => {
    const entries = sentences.map(({ start, end, text }) => ({ text, row: rowIn(passage, start, end) }));
    return new Set(entries.flatMap((entry) => (entry.row && isMeant(entry) ? entry.row.table : [])));
  };
  return {
    isOfAge: (entry) => ofAge(entry) === true,
    isAnother(entry, hit) {
      const meant = isMeant(entry);
      if (meant !== undefined || !entry.row) return meant === false;
      const found = tables.get(hit) ?? tablesOf(hit);
      tables.set(hit, found);
      return found.has(entry.row.table);
    },
  };
}
