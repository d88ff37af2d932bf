"""Scores as the retriever makes them, so that training and measuring see what the product does."""

import torch
import torch.nn.functional as F

from texts import DEVICE, LANGUAGES

BEST_SENTENCE = 0.6  # what a passage's best sentence counts beside the whole; in the retriever 1, since these were trained
TOKEN_MATCH = 1.5  # what the tokens count beside the vectors


class Means:
    """The mean vector and the mean token of each language and role, which are taken off; running while training."""

    def __init__(self, keep=0.97):
        self.keep, self.values, self.spread = keep, {}, None

    def off(self, values, kind, role, languages, learn):
        out = torch.empty_like(values)
        for language in languages.unique().tolist():
            own, key = languages == language, (kind, role, LANGUAGES[language])
            if learn or key not in self.values:
                mean = values[own].detach().mean(0)
                old = self.values.get(key, mean)
                self.values[key] = self.keep * old + (1 - self.keep) * mean
            out[own] = values[own] - self.values[key]
        return out

    def vectors(self, seen, role, languages, learn=False):
        codes = torch.tensor([LANGUAGES.index(name) for name in languages], device=DEVICE)
        return F.normalize(self.off(seen.vectors, "vector", role, codes, learn), dim=-1)

    def tokens(self, seen, role, languages, learn=False):
        codes = torch.tensor([LANGUAGES.index(name) for name in languages], device=DEVICE)[seen.text_of]
        out = self.off(seen.tokens, "token", role, codes, learn)
        # One spread for all steps, so that the gradient of `signs` keeps its width.
        self.spread = out.detach().std() if self.spread is None else self.spread
        return out / self.spread


def signs(x):
    """One bit a dimension, as the index keeps it; the gradient is that of tanh (straight-through estimator)."""
    soft = torch.tanh(x)
    return soft + (torch.sign(x) - soft).detach()


def by_vector(queries, passages, sentences, passage_of):
    """Scores of questions by passages, and by sentences. @param passage_of of each sentence."""
    whole, each = queries @ passages.T, queries @ sentences.T
    best = torch.full_like(whole, -1.0).index_reduce(1, passage_of, each, "amax")
    return (whole + BEST_SENTENCE * torch.maximum(whole, best)) / (1 + BEST_SENTENCE), each


def by_token(asked, weights, question_of, questions, read, passage_of, passages):
    """Each token of a question finds its like among a passage's; their mean, weighed by what a token says."""
    order = torch.argsort(passage_of, stable=True)
    read, passage_of = read[order], passage_of[order]
    counts = torch.bincount(passage_of, minlength=passages)
    starts, width = torch.cumsum(counts, 0) - counts, read.shape[1]
    filled = torch.zeros(passages, int(counts.max()), width, device=DEVICE, dtype=read.dtype)
    filled[passage_of, torch.arange(len(read), device=DEVICE) - starts[passage_of]] = read
    against = filled.view(-1, width).T.to(torch.bfloat16)
    near = []
    for at in range(0, len(asked), 1024):
        shared = (asked[at : at + 1024].to(torch.bfloat16) @ against).float() / width
        near.append(shared.view(-1, passages, filled.shape[1]).amax(-1).clamp(min=0))
    met = torch.zeros(questions, passages, device=DEVICE).index_add(0, question_of, torch.cat(near) * weights[:, None])
    return met / torch.zeros(questions, device=DEVICE).index_add(0, question_of, weights).clamp(min=1e-6)[:, None]
