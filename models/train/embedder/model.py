"""The encoder: multilingual-e5-small as a plain BERT."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS, EPSILON = 384, 12, 12, 1536, 512, 1e-12


class Rounded(torch.autograd.Function):
    """Rounds to a grid; the gradient passes as if it had not (straight-through estimator, Bengio et al. 2013)."""

    @staticmethod
    def forward(ctx, x, scale):
        return torch.round(x / scale) * scale

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


def as_uint8(x, rows=4):
    """The rounding of onnxruntime's dynamic quantization: one scale for the whole input, here for `rows` texts."""
    with torch.no_grad():
        groups = x.detach().float().reshape(-(-len(x) // rows) if len(x) % rows == 0 else 1, -1)
        span = groups.amax(1).clamp(min=0) - groups.amin(1).clamp(max=0)
        scale = (span.clamp(min=1e-6) / 255).repeat_interleave(len(x) // len(groups))[:, None, None]
    return Rounded.apply(x, scale.to(x.dtype) if x.dtype == torch.float32 else scale)


def as_int8(weight):
    """One scale for each output, as the export's per-channel quantization."""
    return Rounded.apply(weight, weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127)


class Product(nn.Linear):
    """A linear layer that can be trained with the rounding it meets in the exported model."""

    rounded = False

    def forward(self, x):
        if not self.rounded:
            return super().forward(x)
        return F.linear(as_uint8(x.float()), as_int8(self.weight), self.bias)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.ao = (Product(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = Product(HIDDEN, FEED_FORWARD), Product(FEED_FORWARD, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, eps=EPSILON), nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        heads = [f(x).view(batch, -1, HEADS, HIDDEN // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v)]
        # Written out: the fused attention's backward pass takes half of a training step on a CPU.
        if (torch.is_grad_enabled() and not x.is_cuda) or torch.onnx.is_in_onnx_export():
            scores = heads[0] @ (heads[1] / math.sqrt(HIDDEN // HEADS)).transpose(2, 3) + mask.to(heads[0].dtype)
            mixed = torch.softmax(scores, dim=-1).to(heads[2].dtype) @ heads[2]
        else:
            mixed = F.scaled_dot_product_attention(*heads, attn_mask=mask.to(heads[0].dtype).expand(-1, 1, length, -1))
        x = self.aln(x + self.ao(mixed.transpose(1, 2).reshape(batch, -1, HIDDEN)))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


class Encoder(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.word, self.pos, self.kind = (nn.Embedding(n, HIDDEN) for n in (vocabulary, POSITIONS, 2))
        self.ln = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, input_ids, attention_mask, token_type_ids=None):
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        types = torch.zeros_like(input_ids) if token_type_ids is None else token_type_ids
        x = self.ln(self.word(input_ids) + self.pos(positions) + self.kind(types))
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.bfloat16)  # else the residual stays float32 and every layer converts back and forth
        mask = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


def pool(hidden, attention_mask):
    """Mean over the tokens, unit length: (batch, length, 384) to (batch, 384)."""
    mask = attention_mask[:, :, None].to(torch.float32)
    return F.normalize((hidden.float() * mask).sum(1) / mask.sum(1), dim=-1)


def pad(ids, multiple=1):
    """Lists of token ids to an id tensor and its mask, the width a multiple of `multiple`; the padding id is 1."""
    longest = max(len(row) for row in ids)
    longest = min(-(-longest // multiple) * multiple, POSITIONS)
    out = np.ones((len(ids), longest), dtype=np.int64)
    mask = np.zeros((len(ids), longest), dtype=np.int64)
    for i, row in enumerate(ids):
        out[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return torch.from_numpy(out), torch.from_numpy(mask)


def half(device):
    """Products in bfloat16. Processors without AVX-512 only imitate it, many times as slowly: there nothing changes."""
    there = device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device, dtype=torch.bfloat16, enabled=there)


def embed(model, ids, batch_tokens=8192):
    """Token id lists to an (n, 384) float32 array, in batches of like length, in bfloat16 where the CPU has it."""
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = np.zeros((len(ids), HIDDEN), dtype=np.float32)
    start = 0
    device = model.word.weight.device
    with torch.no_grad(), half(device.type):
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(ids[order[end]]) <= batch_tokens:
                end += 1
            rows = order[start:end]
            input_ids, mask = (part.to(device) for part in pad([ids[i] for i in rows]))
            out[rows] = pool(model(input_ids, mask), mask).cpu().numpy()
            start = end
    return out
