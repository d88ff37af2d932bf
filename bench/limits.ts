/** What limits each figure, by a profile of it (`node --cpu-prof`, onnxruntime's own profile), for the page. */
export const LIMITS: Readonly<Record<string, string>> = {
  embedding:
    "onnxruntime itself: of a batch's time 58% are products of int8 matrices, 13% normalization, 10% the activation, 16% attention; its optimizer has joined what it can. Ours adds the tokenizer, some 4%.",
  ingest: 'embedding: every passage once, its sentences with it.',
  reingest:
    'the start of the process and of the tokenizer (a third), reading and hashing what is there (a quarter), then the graph, which a thread of its own makes anew while this one writes the keywords. A processor with VNNI embeds faster and does the rest as fast, so that the share is greater there.',
  'search-100000':
    "of a search, hnswlib itself has nearly half, and is slower between the other parts than alone, since they take its vectors out of the processor's cache; a sixth to a fifth are some 160 readings: the vectors of 110 passages and their sentences, the tokens of 24 and the terms of those in the other language, the words' postings, which only memory would save (190 MB for the sentences); a seventh the keywords, of Chinese questions 140,000 postings each; the rest ranking and its garbage.",
  recall:
    'links and candidates of the graph (M 16, ef 200 when built, 64 up to 20,000, 32 up to 5,000 passages, 512 when searched).',
  'first-sentence':
    'the evidence model, which reads one passage or, where another could be better, two or three: some half of the time; then HTTP, search and judging; a Cantonese question is embedded twice, on both sides.',
  requests: 'the evidence model, on both cores, which those who ask share.',
  memory:
    "hnswlib's graph with its copy of the vectors; ours adds terms, lengths, offsets, the articles' titles and the translations (7 MB).",
  start: 'SHA-256 of every file, then hnswlib reading its graph.',
  health: 'the scheduler: the ingest gives way by five steps of priority, embedding threads by ten.',
};
