"""The evidence model: reads a question's tokens and a passage's together and says which sentence answers, or that none does."""
import math

import torch
from torch import nn
from torch.nn import functional as F

BITS = 384
POSITIONS = 64
SCALE = 0.2  # of the bits (+1 and -1), so that their sum over BITS is of the size of the other inputs


class Evidence(nn.Module):
    """One layer of attention in which a question's tokens see how many bits they share with each of the passage's."""

    def __init__(self, width=64, heads=4, drop=0.1):
        super().__init__()
        self.heads, self.width = heads, width
        self.project = nn.Linear(BITS, width)
        self.weight = nn.Linear(2, width)
        self.segment = nn.Embedding(2, width)
        self.pair = nn.Embedding(2, width)
        self.position = nn.Embedding(POSITIONS, width)
        self.whole = nn.Parameter(torch.randn(width) * 0.02)
        self.norm0, self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(width) for _ in range(4))
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.shared = nn.Parameter(torch.linspace(0, 8, heads))
        self.wide, self.narrow = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.drop = nn.Dropout(drop)
        self.sentence = nn.Sequential(nn.Linear(3 * width + 1, width), nn.GELU(), nn.Linear(width, 1))
        self.none = nn.Sequential(nn.Linear(2 * width + 1, width), nn.GELU(), nn.Linear(width, 1))

    def forward(self, question, weights, asked, tokens, positions, mask, pool, similarities, same):
        """
        question B,Q,BITS of +1 and -1; weights B,Q,2 (eighths; whether 0); asked B,Q (1 for a token, 0 for filling);
        tokens B,N,BITS; positions B,N; mask B,N; pool B,M,N (the mean of each sentence); similarities B,M; same B.
        Returns B,1+M: logits that none answers, and that each sentence does.
        """
        rows, length, count = tokens.shape[0], tokens.shape[1], question.shape[1]
        shared = torch.matmul(question, tokens.transpose(1, 2)) / BITS
        places = torch.arange(count, device=question.device).clamp(max=POSITIONS - 1)
        x = torch.cat(
            [
                self.project(question * SCALE) + self.weight(weights) + self.segment.weight[0] + self.position(places),
                self.project(tokens * SCALE) + self.weight.bias + self.segment.weight[1] + self.position(positions),
            ],
            1,
        ) + self.pair(same)[:, None]
        x = torch.cat([self.whole.expand(rows, 1, -1), self.drop(self.norm0(x))], 1)
        blank = tokens.new_zeros
        over = torch.cat([blank(rows, count + 1, count + 1), torch.cat([blank(rows, 1, length), shared], 1)], 2)
        under = torch.cat([blank(rows, length, 1), shared.transpose(1, 2), blank(rows, length, length)], 2)
        meets = torch.cat([over, under], 1)[:, None] * self.shared[None, :, None, None]
        hidden = (torch.cat([asked.new_ones(rows, 1), asked, mask], 1) - 1)[:, None, None, :] * 1e4
        all_, head = 1 + count + length, self.width // self.heads
        q, k, v = self.qkv(self.norm1(x)).view(rows, all_, 3, self.heads, head).permute(2, 0, 3, 1, 4).unbind(0)
        attention = (torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(head) + meets + hidden).softmax(-1)
        x = x + self.drop(self.out(torch.matmul(attention, v).transpose(1, 2).reshape(rows, all_, self.width)))
        x = self.norm3(x + self.drop(self.narrow(F.gelu(self.wide(self.norm2(x))))))
        whole = x[:, 0]
        mean = (x[:, 1 : count + 1] * asked[..., None]).sum(1) / asked.sum(1, keepdim=True)
        sentences = torch.matmul(pool, x[:, count + 1 :])
        both = torch.cat([mean, whole], -1)[:, None].expand(-1, pool.shape[1], -1)
        given = self.sentence(torch.cat([sentences, both, similarities[..., None]], -1))[..., 0]
        given = given + ((pool.sum(-1) > 0).float() - 1) * 1e4
        none = self.none(torch.cat([whole, mean, similarities.max(1).values[:, None]], -1))
        return torch.cat([none, given], 1)


class Odds(nn.Module):
    """As the product asks: one question of several passages; the log odds of each sentence against none."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, question, weights, tokens, positions, mask, pool, similarities, same):
        rows = tokens.shape[0]
        asked = torch.ones_like(question[:, 0]).expand(rows, -1)
        every = lambda part: part[None].expand(rows, -1, -1)
        logits = self.network(every(question), every(weights), asked, tokens, positions, mask, pool, similarities, same)
        return logits[:, 1:] - logits[:, :1]
