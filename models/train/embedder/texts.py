"""The texts that `../passages/texts.ts` wrote, and what a model makes of them."""

import gzip
import json
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from model import half, pad, pool

LANGUAGES = ("yue", "zh", "en")
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
# Tokens that go through the model at once, padding included.
AT_ONCE = 60_000 if DEVICE == "cuda" else 6_000


def load(work, name):
    return json.loads(gzip.decompress((work / f"{name}.json.gz").read_bytes()))


def joined(sentences, version):
    return (" " if version == "en" else "").join(sentences)


def plain_tokenizer(file):
    """Nothing padded and nothing cut: the callers do both."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@dataclass
class Seen:
    """Texts after the model: a vector each, and their tokens in a row, without the prefix and the marks around."""

    vectors: torch.Tensor
    tokens: torch.Tensor
    ids: torch.Tensor
    text_of: torch.Tensor  # of each token


class Texts:
    """How the texts of a role are cut into tokens."""

    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.around = {role: tokenizer.encode(f"{role}:").ids for role in ("query", "passage")}
        self.before = {role: len(ids) - 1 for role, ids in self.around.items()}

    def rows(self, texts, role, most):
        every = [row.ids for row in self.tokenizer.encode_batch([f"{role}: {text}" for text in texts])]
        return [ids if len(ids) <= most else ids[: most - 1] + ids[-1:] for ids in every]

    def see(self, model, texts, role, most):
        return see_rows(model, self.rows(texts, role, most), self.before[role])

    def read(self, model, passages, most):
        """
        Passages, each a list of sentences, in one pass: Seen of the passages and, of the same tokens, of the sentences,
        whose vectors are the means of their own tokens (Günther et al. 2024, “late chunking”).
        """
        start, end, before = self.around["passage"][:-1], self.around["passage"][-1:], self.before["passage"]
        own = [row.ids for row in self.tokenizer.encode_batch([s for p in passages for s in p], add_special_tokens=False)]
        rows, of, at = [], [], 0
        for sentences in passages:
            row = list(start)
            for ids in own[at : at + len(sentences)]:
                # Where a passage is too long, a token of each sentence at least.
                kept = ids[: max(1, most - len(row) - 1)]
                row += kept
                of.append(len(kept))
            rows.append(row + end)
            at += len(sentences)
        wholes = see_rows(model, rows, before)
        # The tokens come by passage, the shortest first: each gets the number of its sentence.
        counts = torch.tensor(of, device=DEVICE)
        sentence_of = torch.repeat_interleave(torch.arange(len(of), device=DEVICE), counts)
        places = torch.argsort(torch.argsort(wholes.text_of, stable=True), stable=True)
        sentence_of = sentence_of[places]
        sums = torch.zeros(len(of), wholes.tokens.shape[1], device=DEVICE).index_add(0, sentence_of, wholes.tokens)
        return wholes, Seen(F.normalize(sums, dim=-1), wholes.tokens, wholes.ids, sentence_of)


def see_rows(model, rows, before):
    """In parts of like length, so that little is spent on padding."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    parts, start = [], 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end + 1 - start) * len(rows[order[end]]) <= AT_ONCE:
            end += 1
        parts.append(see_part(model, rows, order[start:end], before))
        start = end
    vectors, tokens, ids, text_of = (torch.cat(part) for part in zip(*parts))
    back = torch.empty(len(rows), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(rows))
    return Seen(vectors[back.to(DEVICE)], tokens, ids, text_of)


def see_part(model, rows, places, before):
    ids, mask = (part.to(DEVICE) for part in pad([rows[i] for i in places], 8))
    with half(DEVICE):
        hidden = model(ids, mask)
    at = torch.arange(ids.shape[1], device=DEVICE)[None]
    inside = (at >= before) & (at < mask.sum(1, keepdim=True) - 1)
    text_of = torch.tensor(places, device=DEVICE)[:, None].expand_as(inside)
    return pool(hidden, mask), hidden.float()[inside], ids[inside], text_of[inside]
