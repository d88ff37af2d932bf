"""The texts that `../passages/texts.ts` wrote, and what a model makes of them."""

import gzip
import json
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from model import pad, pool

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
        self.before = {role: len(tokenizer.encode(f"{role}:").ids) - 1 for role in ("query", "passage")}

    def rows(self, texts, role, most):
        every = [row.ids for row in self.tokenizer.encode_batch([f"{role}: {text}" for text in texts])]
        return [ids if len(ids) <= most else ids[: most - 1] + ids[-1:] for ids in every]

    def see(self, model, texts, role, most):
        """In parts of like length, so that little is spent on padding."""
        rows, before = self.rows(texts, role, most), self.before[role]
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
    with torch.autocast(DEVICE, dtype=torch.bfloat16):
        hidden = model(ids, mask)
    at = torch.arange(ids.shape[1], device=DEVICE)[None]
    inside = (at >= before) & (at < mask.sum(1, keepdim=True) - 1)
    text_of = torch.tensor(places, device=DEVICE)[:, None].expand_as(inside)
    return pool(hidden, mask), hidden.float()[inside], ids[inside], text_of[inside]
