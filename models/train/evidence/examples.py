"""What the reader is shown: a question, sentences of a passage in some language, and which of them answers."""

import random
from dataclasses import dataclass

import numpy as np
import torch

# Tokens of each part at most, and of all together.
QUESTION, CONTEXT, SENTENCE, LONGEST = 64, 40, 100, 360
START, PAD, END, UNKNOWN = 0, 1, 2, 3
KINDS = ("answerable", "unanswerable")
VERSIONS = {"en": ("en",), "zh": ("hans", "hant")}


@dataclass
class Example:
    question: str
    sentences: list
    gold: int | None  # the place of the sentence that answers
    same: bool  # whether question and passage are in one language
    context: str = ""  # a sentence read before the others that cannot be the answer


def thinned(count, kept, size):
    """As many of the sentences, `kept` among them: how many there are must not tell whether one was taken away."""
    others = [i for i in range(count) if i != kept]
    random.shuffle(others)
    chosen = sorted(([] if kept is None else [kept]) + others[: max(0, size - (kept is not None))])
    return chosen, None if kept is None else chosen.index(kept)


def drawn(passages, i, question, answered, options):
    """
    The question of its own passage: as it is, or without the sentence that answers; or of another one.

    @param question with `like`: the places of the passages that come nearest to it, its own aside
    """
    passage = passages[i]
    version = random.choice(VERSIONS[random.choice(("en", "zh"))])
    asked = random.choice(("en", "zh", "yue"))
    text = question["yue" if asked == "yue" else random.choice(VERSIONS[asked])]
    same = (asked == "en") == (version == "en")
    count, at = len(passage["en"]), question["s"]
    size = count - 1 if random.random() < 0.5 else random.randint(1, count - 1)
    if random.random() < 0.15:
        size = count
    if random.random() < options.other:
        other = random.choice(question["like"]) if random.random() < 0.8 else random.randrange(len(passages))
        other = passages[other if other != i else (i + 1) % len(passages)]
        chosen, _ = thinned(len(other["en"]), None, size)
        return Example(text, [other[version][x] for x in chosen], None, same)
    if answered and random.random() < options.cut:
        left = [x for x in range(count) if x != at]
        chosen, _ = thinned(count, None, size)
        chosen = [x for x in chosen if x != at] or left[:1]
        return Example(text, [passage[version][x] for x in chosen], None, same)
    if answered:
        chosen, gold = thinned(count, at, size)
    else:
        chosen, gold = thinned(count, at if random.random() < 0.8 else None, size)[0], None
    context = ""
    if random.random() < options.context:
        free = [x for x in range(count) if x != at and x not in chosen] or [x for x in chosen if x != at]
        if free and len(chosen) > 1:
            before = random.choice(free)
            context = passage[version][before]
            if gold is not None and before in chosen:
                gold -= chosen.index(before) < gold
            chosen = [x for x in chosen if x != before]
    return Example(text, [passage[version][x] for x in chosen], gold, same, context)


def all_examples(passages, same):
    """Every question of every version, in the languages wanted; every other passage in Simplified characters."""
    for n, passage in enumerate(passages):
        chinese = VERSIONS["zh"][n % 2]
        for kind in KINDS:
            for question in passage[kind]:
                for asked, version in ((a, v) for a in ("en", chinese, "yue") for v in ("en", chinese)):
                    if ((asked == "en") == (version == "en")) == same:
                        gold = question["s"] if kind == KINDS[0] else None
                        yield Example(question[asked], passage[version], gold, same)


class Reading:
    """How an example becomes tokens: <s> question </s></s>, [context </s>], the sentences, </s>."""

    def __init__(self, tokenizer, device):
        self.tokenizer, self.device, self.known = tokenizer, device, {}

    def learn(self, passages):
        """The tokens of all that they say, and that is asked of them."""
        for p in passages:
            asked = [q[of] for kind in KINDS for q in p[kind] for of in ("en", "hans", "hant", "yue")]
            texts = dict.fromkeys([*asked, *p["en"], *p["hans"], *p["hant"]])
            new = [text for text in texts if text not in self.known]
            for text, row in zip(new, self.tokenizer.encode_batch(new, add_special_tokens=False)):
                self.known[text] = row.ids

    def length(self, example):
        return sum(len(self.known.get(text, ())) for text in (example.question, example.context, *example.sentences))

    def row(self, example):
        """The tokens, how many of them are the question's, where the sentences begin, and of which each token is."""
        ids = [START, *self.known[example.question][:QUESTION], END, END]
        asked = len(ids)
        if example.context:
            ids += [*self.known[example.context][:CONTEXT], END]
        start, of = len(ids), []
        for i, sentence in enumerate(example.sentences):
            own = self.known[sentence][: min(SENTENCE, max(0, LONGEST - len(ids)))]
            ids += own
            of += [i] * len(own)
        return [*ids, END], asked, start, np.array(of)

    def batch(self, examples, hidden=0.0):
        """The reader's inputs and its target. @param hidden share of the tokens that are made unknown"""
        rows = [self.row(example) for example in examples]
        longest = -(-max(len(ids) for ids, *_ in rows) // 8) * 8
        count, most = len(rows), max(len(example.sentences) for example in examples)
        ids, mask = np.full((count, longest), PAD), np.zeros((count, longest), np.int64)
        weights, pool = np.zeros((count, longest), np.float32), np.zeros((count, most, longest), np.float32)
        for row, (own, asked, start, of) in enumerate(rows):
            ids[row, : len(own)], mask[row, : len(own)] = own, 1
            weights[row, :asked] = 1 / asked
            for i in range(len(examples[row].sentences)):
                at = np.flatnonzero(of == i)
                pool[row, i, start + at] = 1 / max(1, len(at))
        ids = torch.from_numpy(ids)
        if hidden:
            ids = ids.masked_fill((torch.rand(ids.shape) < hidden) & (ids > UNKNOWN), UNKNOWN)
        same = torch.tensor([int(example.same) for example in examples])
        target = torch.tensor([0 if example.gold is None else 1 + example.gold for example in examples])
        inputs = (ids, *map(torch.from_numpy, (mask, weights, pool)), same)
        return [part.to(self.device) for part in inputs], target.to(self.device)
