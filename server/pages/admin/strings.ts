import type { Language } from '../../../core/types.ts';
import type { RebuildStrings } from '../../../web/rebuild-text.ts';
import { en } from './strings-en.ts';
import { yue } from './strings-yue.ts';
import { zhHans } from './strings-zh-hans.ts';
import { zhHant } from './strings-zh-hant.ts';

/** What the pages of `/admin` say. */
export interface AdminStrings {
  readonly title: string;
  readonly sections: string;
  readonly signIn: string;
  readonly token: string;
  readonly tokenHelp: string;
  readonly wrongToken: string;
  readonly signOut: string;

  readonly overview: string;
  readonly index: string;
  readonly version: string;
  readonly made: string;
  readonly size: string;
  readonly passages: string;
  readonly sentences: string;
  readonly model: string;
  readonly search: string;
  /** The index folder is gone. */
  readonly noIndex: string;
  /** With `{version}`. */
  readonly waiting: string;
  readonly rebuild: string;
  readonly rebuildHelp: string;
  readonly everything: string;
  readonly everythingHelp: string;
  readonly start: string;
  readonly stop: string;
  readonly progress: string;
  readonly again: string;
  readonly rebuilding: RebuildStrings;
  readonly leftOut: string;
  readonly nothingLeftOut: string;
  /** With `{articles}`, and `{more}` where there are too many to name. */
  readonly lost: string;
  readonly lostWithMore: string;
  readonly articles: string;
  readonly find: string;
  readonly findIt: string;
  readonly foundNone: string;

  readonly gaps: string;
  readonly gapsHelp: string;
  readonly notKept: string;
  readonly noGaps: string;
  /** With `{shown}` and `{total}`. */
  readonly mostAsked: string;
  /** Before a number, and before a time. */
  readonly asked: string;
  readonly lastAsked: string;
  /** With `{n}`. */
  readonly alike: string;
  readonly note: string;
  readonly save: string;
  readonly saved: string;
  readonly forget: string;
  readonly tryIt: string;

  readonly feedback: string;
  readonly feedbackHelp: string;
  readonly all: string;
  readonly helpful: string;
  readonly unhelpful: string;
  readonly noFeedback: string;
  readonly noReason: string;
  readonly answerId: string;

  readonly why: string;
  readonly whyHelp: string;
  readonly question: string;
  readonly explain: string;
  readonly answer: string;
  readonly refused: string;
  readonly rankings: string;
  readonly together: string;
  readonly meaning: string;
  readonly words: string;
  readonly found: string;
  readonly noHits: string;
  /** Before a percentage. */
  readonly overlap: string;
  readonly similarity: string;
  readonly quoted: string;
  readonly otherLanguage: string;
}

export const ADMIN_STRINGS: Readonly<Record<Language, AdminStrings>> = {
  yue,
  'zh-Hant': zhHant,
  'zh-Hans': zhHans,
  en,
};
