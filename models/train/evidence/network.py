"""The reader: the embedder's layers over a question and a passage together, and what they say about each sentence."""

import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.append(str(Path(__file__).parent.parent / "embedder"))
from layers import load_layers
from model import HEADS, HIDDEN, Encoder
from reopen_reader import reopen_reader

NEVER = 1e4  # taken off the logit of a sentence that is not there


class Reader(nn.Module):
    """After each of the layers in `exits`: logits that none of the sentences answers, and that each of them does."""

    def __init__(self, vocabulary, exits, width=128, drop=0.1):
        super().__init__()
        self.exits, self.frozen, self.drop = sorted(exits), 0, drop
        self.body = Encoder(vocabulary)
        self.body.layers = self.body.layers[: self.exits[-1]]
        self.same = nn.Embedding(2, HIDDEN)
        nn.init.zeros_(self.same.weight)  # the embedder's own sum of tables, to begin with

        def head(inputs):
            wide = nn.Linear(inputs * HIDDEN, width)
            return nn.Sequential(wide, nn.GELU(), nn.Dropout(drop), nn.Linear(width, 1))

        self.sentence = nn.ModuleDict({str(e): head(3) for e in self.exits})
        self.none = nn.ModuleDict({str(e): head(2) for e in self.exits})

    def freeze(self, layers):
        """The tables of words and positions stay the embedder's; and so many of the first layers as they are, without dropout."""
        self.frozen = layers
        tables = (self.body.word, self.body.pos)
        others = (self.body.ln, self.body.kind, self.same, *self.body.layers[:layers]) if layers else ()
        for part in (*tables, *others):
            part.requires_grad_(False)

    def forward(self, ids, mask, asked, pool, same):
        """
        ids and mask B,N: the question, then the sentences; asked B,N: weights that average the question's tokens;
        pool B,M,N: those that average each sentence's, 0 for one that is not there; same B: 1 where question and passage
        are in one language. Returns B,1+M for each exit.
        """
        body = self.body
        places = torch.arange(ids.shape[1], device=ids.device)
        # The embedder was trained with type 0 alone, which so stays what the question is.
        kind = (asked == 0).long()
        x = body.ln(body.word(ids) + body.pos(places) + body.kind(kind) + self.same(same)[:, None])
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.bfloat16)
        x = self.dropped(x, 0)
        hidden = (1.0 - mask[:, None, None, :].float()) * -1e4
        said = []
        for depth, layer in enumerate(body.layers, 1):
            x = layer.aln(x + self.dropped(layer.ao(self.attended(layer, depth, x, hidden)), depth))
            x = layer.oln(x + self.dropped(layer.fo(F.gelu(layer.fi(x))), depth))
            if depth in self.exits:
                said.append(self.said(str(depth), x.float(), asked, pool))
        return said

    def share_dropped(self, depth):
        """@param depth a layer's, from 1; 0: the tables'"""
        return 0.0 if not self.training or (self.frozen and depth <= self.frozen) else self.drop

    def dropped(self, x, depth):
        return F.dropout(x, self.share_dropped(depth), self.training)

    def attended(self, layer, depth, x, hidden):
        rows, length, _ = x.shape
        size = HIDDEN // HEADS
        q, k, v = (part(x).view(rows, -1, HEADS, size).transpose(1, 2) for part in (layer.q, layer.k, layer.v))
        # Written out where the fused attention's backward pass is slow.
        if torch.onnx.is_in_onnx_export() or (x.requires_grad and not x.is_cuda):
            mixed = self.dropped(torch.softmax(q @ (k / math.sqrt(size)).transpose(2, 3) + hidden, -1), depth) @ v
        else:
            mask = hidden.to(q.dtype).expand(-1, 1, length, -1)
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=self.share_dropped(depth))
        return mixed.transpose(1, 2).reshape(rows, -1, HIDDEN)

    def said(self, depth, x, asked, pool):
        question, sentences = torch.matmul(asked[:, None], x)[:, 0], torch.matmul(pool, x)
        both = torch.cat([question, x[:, 0]], -1)
        each = torch.cat([sentences, both[:, None].expand(-1, sentences.shape[1], -1)], -1)
        given = self.sentence[depth](each)[..., 0] + ((pool.sum(-1) > 0).float() - 1) * NEVER
        return torch.cat([self.none[depth](both), given], 1)


def trained_reader(file, start, exits=None, drop=0.1):
    """
    What train.py saved in `file` (.npz), or export.py (.onnx). Layers that it has not are the embedder's, under the heads of
    its own last layer.

    @param start the embedder's layers, and its tables of words and positions
    @param exits its layers to end and to speak after; the last of it by default
    """
    saved = reopen_reader(file) if file.suffix == ".onnx" else load_layers(file)
    state = {name: torch.from_numpy(value) for name, value in saved.items()}
    last = max(int(name.split(".")[2]) for name in state if name.startswith("head.none."))
    reader = Reader(len(start["word.weight"]), exits or [last], drop=drop)
    own = {f"body.{name}": value for name, value in start.items()}
    for name, value in state.items():
        own[name.removeprefix("head.") if name.startswith("head.") else f"body.{name}"] = value
    heads = {name: value for name, value in own.items() if name.startswith((f"sentence.{last}.", f"none.{last}."))}
    for depth in reader.exits:
        if depth > last:
            own |= {name.replace(f".{last}.", f".{depth}.", 1): value for name, value in heads.items()}
    reader.load_state_dict({name: own[name] for name in reader.state_dict()})
    return reader


class Odds(nn.Module):
    """As the product asks: the log odds of each sentence against none, after the reader's last layer."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, input_ids, attention_mask, asked, pool, same):
        logits = self.reader(input_ids, attention_mask, asked, pool, same)[-1]
        return logits[:, 1:] - logits[:, :1]
