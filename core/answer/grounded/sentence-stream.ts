/** Cuts a text that arrives in pieces into sentences, the same ones however it was torn. */
import { splitSentences } from '../../text/sentences.ts';
import { MARK_LENGTH, marksEnd } from './citation-marks.ts';

export interface StreamedSentence {
  /** What stands before it since the sentence before: white space, a list marker. */
  readonly lead: string;
  /** With the citation marks that follow its full stop. */
  readonly text: string;
}

export interface SentenceStream {
  /** The sentences that `piece` completes. */
  push(piece: string): StreamedSentence[];
  /** What is left. The last sentence may lack its full stop. */
  end(): StreamedSentence[];
}

/** What is read beyond a full stop before it is believed: an abbreviation, a closing quote, who said it. */
const LOOKAHEAD = 32;
/** Closing quotes and marks that may stand between a full stop and the end of its sentence. */
const CLOSING = 12;

/** Every decision is taken over a window that depends on the text alone, never on how much of it happens to be there. */
export function createSentenceStream(): SentenceStream {
  let buffer = '';
  /** `[1] sentence [2] sentence`: where the first thing is a mark, marks belong to what follows them. */
  let marksLead: boolean | undefined;

  function take(ended: boolean): StreamedSentence[] {
    const taken: StreamedSentence[] = [];
    for (let next = firstSentence(buffer, ended); next; next = firstSentence(buffer, ended)) {
      marksLead ??= marksEnd(buffer, next.start) > next.start;
      if (marksLead) next = { ...next, end: next.bare };
      taken.push({ lead: buffer.slice(0, next.start), text: buffer.slice(next.start, next.end) });
      buffer = buffer.slice(next.end);
    }
    return taken;
  }

  return {
    push(piece) {
      buffer += piece;
      return take(false);
    },
    end: () => take(true),
  };
}

interface Found {
  readonly start: number;
  /** With the marks behind it. */
  readonly end: number;
  readonly bare: number;
}

function firstSentence(buffer: string, ended: boolean): Found | undefined {
  for (const { index } of buffer.matchAll(/[。！？｡!?…．.\n]/g)) {
    const windowEnd = index + 1 + LOOKAHEAD;
    if (!ended && buffer.length < windowEnd) return undefined;
    const [first] = splitSentences(buffer.slice(0, windowEnd));
    const goesOn = !first || first.end > index + 1 + CLOSING || (first.end >= windowEnd && windowEnd < buffer.length);
    if (!goesOn) return withMarks(buffer, first, ended);
  }
  const [rest] = ended ? splitSentences(buffer) : [];
  return rest && withMarks(buffer, rest, ended);
}

/** Waits where what follows may become a mark. */
function withMarks(buffer: string, { start, end }: { start: number; end: number }, ended: boolean): Found | undefined {
  const closed = marksEnd(buffer, end);
  const rest = buffer.slice(closed, closed + MARK_LENGTH);
  const mayBeMark = rest.length < MARK_LENGTH && /^[ \t]*(?:[[［【〔][^\]］】〕\n]*)?$/.test(rest);
  return !ended && mayBeMark ? undefined : { start, end: closed, bare: end };
}
