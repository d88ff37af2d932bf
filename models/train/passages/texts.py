"""Reads what texts.ts wrote."""
import json
from pathlib import Path

import numpy as np

WIDTH = 384


class Texts:
    """
    `vectors` N,WIDTH float32; of text `i` the tokens are the rows `spans[i]` = (start, count) of `tokens` T,WIDTH float16 and
    of `weights` T float32. A question in several readings is one text more: the mean direction, the tokens one after another.
    """

    def __init__(self, work):
        raw = np.memmap(Path(work) / "texts.bin", dtype=np.uint8, mode="r")
        places = json.loads((Path(work) / "texts.json").read_text())
        self.passages = json.loads((Path(work) / "passages.json").read_text())
        vectors, weights, tokens = [], [], []
        self.spans, self.known, count = [], {}, 0
        for start, own in places:
            at = start + 4 * WIDTH
            vectors.append(np.array(raw[start:at]).view(np.float32))
            weights.append(np.array(raw[at : at + 4 * own]).view(np.float32))
            at += 4 * own
            tokens.append(np.array(raw[at : at + 4 * WIDTH * own]).view(np.float32).reshape(own, WIDTH).astype(np.float16))
            self.spans.append((count, own))
            count += own
        for passage in self.passages:
            for question in passage["answerable"] + passage["unanswerable"]:
                for language in ("en", "zh", "yue"):
                    question[language] = self._one(question[language], vectors, weights, tokens)
        self.vectors, self.weights, self.tokens = np.stack(vectors), np.concatenate(weights), np.concatenate(tokens)
        self.training = [passage for passage in self.passages if not passage["heldOut"]]
        self.held_out = [passage for passage in self.passages if passage["heldOut"]]

    def _one(self, readings, vectors, weights, tokens):
        if len(readings) == 1:
            return readings[0]
        key = tuple(readings)
        if key not in self.known:
            self.known[key] = len(vectors)
            mean = sum(vectors[i] for i in readings)
            start = self.spans[-1][0] + self.spans[-1][1]
            vectors.append(mean / np.linalg.norm(mean))
            weights.append(np.concatenate([weights[i] for i in readings]))
            tokens.append(np.concatenate([tokens[i] for i in readings]))
            self.spans.append((start, len(weights[-1])))
        return self.known[key]

    def rows(self, numbers):
        """The rows of the texts' tokens, and which of the texts each is of."""
        rows = [np.arange(start, start + count) for start, count in (self.spans[i] for i in numbers)]
        return np.concatenate(rows), np.repeat(np.arange(len(numbers)), [len(own) for own in rows])

    def rows_of_passages(self, passages, version):
        """The same of passages, all sentences of each."""
        rows, of = self.rows([s for passage in passages for s in passage[version]])
        owner = np.repeat(np.arange(len(passages)), [len(passage[version]) for passage in passages])
        return rows, owner[of]
