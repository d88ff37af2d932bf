/** What limits each figure, by a profile of it (`node --cpu-prof`, onnxruntime's own profile), for the page. */
export const LIMITS: Readonly<Record<string, string>> = {
  embedding:
    "onnxruntime itself: of a batch's time 58% are products of int8 matrices, 13% normalization, 10% the activation, 16% attention; its optimizer has joined what it can. Ours adds the tokenizer, some 4%.",
  ingest:
    'embedding. Every sentence is embedded besides every passage, 2.1 times the tokens of the passages alone (prefix and marks of each included), which LangChain does not do; the sentences are what quoting and two to three points of nDCG rest on.',
  reingest:
    'the start of the process and of the model, cutting all articles, the keywords and the graph of all passages, which are made anew.',
  'search-100000':
    'the keywords of Chinese questions: each character and each pair is a term, and BM25 is multiplied by the number of terms held, so that a passage of many common terms can only be ruled out late; then 250 readings of sentence vectors and the 110 of vectors that hnswlib did not compare. of the rest hnswlib itself has the most.',
  recall: 'links and candidates of the graph (M 16, ef 200 when built, 512 when searched).',
  'first-sentence': 'HTTP, search and judging; a Cantonese question is embedded twice, on both sides.',
  requests: 'both cores, which those who ask share.',
  memory:
    "hnswlib's graph with its copy of the vectors; ours adds terms, lengths, offsets, the articles' titles and the translations.",
  start: 'SHA-256 of every file, then hnswlib reading its graph.',
  health: 'the scheduler: the ingest gives way by five steps of priority, embedding threads by ten.',
};
