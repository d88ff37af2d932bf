/** An interview's questions and those of a list of questions and answers. */

const ASKS = /[?？][\s*_"'”’」』)）]*$/;

/** Whether a sentence asks, and so says nothing. */
export const asks = (sentence: string): boolean => ASKS.test(sentence);

/** What begins a question that has another sentence before it asks: “**I am moving. Can I keep it?**”. */
const OPENS_QUESTION = /^(?:\*\*(?![\s\S]*\*\*)|(?:Q|問|问)\s*[:：])/;

/** Whether a sentence is a question, or part of one. @param next the sentence after it. */
export const isOfQuestion = (sentence: string, next = ''): boolean =>
  asks(sentence) || (OPENS_QUESTION.test(sentence) && asks(next));

/** The place of the question that the sentence at a place answers, as it is the first one after it; undefined where none is. */
export function questionBefore(sentences: readonly string[], place: number): number | undefined {
  const before = place - 1;
  return before >= 0 && asks(sentences[before]!) && !asks(sentences[place]!) ? before : undefined;
}
