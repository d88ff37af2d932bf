"""How a question is scored against passages while the maps are trained: as core/retrieval does."""
import torch
from torch.nn.functional import normalize

SENTENCE_WEIGHT = 0.6  # as in retriever.ts
KINDS = [(version, asked) for version in ("en", "zh") for asked in ("en", "zh", "yue")]


def turned(questions, matrix):
    """As adapters/question-map.ts does."""
    return normalize(questions + questions @ matrix, dim=-1)


def blended(whole, best):
    """Of the similarity of a passage and that of its best sentence."""
    return (whole + SENTENCE_WEIGHT * torch.maximum(whole, best)) / (1 + SENTENCE_WEIGHT)
