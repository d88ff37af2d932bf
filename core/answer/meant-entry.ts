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
  /** It is for somebody of the age that the question tells. */
  readonly isOfAge: boolean;
  /** It is for another age or of another district, or beside a row of its table that is meant. */
  readonly isAnother: boolean;
}

export const NOT_TOLD: Meant = { isOfAge: false, isAnother: false };

export function createMeant(question: string): (entry: EntryText, hit: Hit) => Meant {
  const ages = agesIn(question);
  if (ages.length === 0 && !namesAskedDistrict(question, question)) return () => NOT_TOLD;

  const ofAge = ({ text, row }: EntryText): boolean | undefined =>
    areOfAge(
      ages,
      row ? [...ageRangesIn(rowInWords(row, 'en')), ...ageRangesIn(row.cells[0]!, true)] : ageRangesIn(text),
    );
  const ofPlace = ({ text }: EntryText): boolean | undefined => namesAskedDistrict(question, text);

  /** Of a hit, where those begin that have a row that is meant. */
  const tables = new WeakMap<Hit, ReadonlySet<number>>();
  const tablesOf = ({ passage, sentences }: Hit): ReadonlySet<number> => {
    const entries = sentences.map(({ start, end, text }) => ({ text, row: rowIn(passage, start, end) }));
    return new Set(entries.flatMap((entry) => (entry.row && (ofAge(entry) ?? ofPlace(entry)) ? entry.row.table : [])));
  };
  const isBesideMeant = (row: Row, hit: Hit): boolean => {
    const found = tables.get(hit) ?? tablesOf(hit);
    tables.set(hit, found);
    return found.has(row.table);
  };
  return (entry, hit) => {
    const age = ofAge(entry);
    const meant = age ?? ofPlace(entry);
    return {
      isOfAge: age === true,
      isAnother: meant === false || (meant === undefined && entry.row !== undefined && isBesideMeant(entry.row, hit)),
    };
  };
}
