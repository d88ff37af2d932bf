"""Turns the int8 model back into float32 weights, for training to go on from."""

import numpy as np
import torch

from products import Products

NAMES = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "intermediate.dense": "fi", "output.dense": "fo", "attention.output.LayerNorm": "aln", "output.LayerNorm": "oln",
}  # fmt: skip
TABLES = {"word_embeddings": "word", "position_embeddings": "pos", "token_type_embeddings": "kind"}


def role_of(initializer):
    """Our name of a bias or a normalization's weight; None for the graph's other tensors."""
    parts = initializer.removeprefix("m.").split(".")
    if parts[:2] == ["embeddings", "LayerNorm"]:
        return f"ln.{parts[-1]}"
    if parts[:2] == ["encoder", "layer"]:
        return f"layers.{parts[2]}.{NAMES['.'.join(parts[3:-1])]}.{parts[-1]}"
    return None


def named(products):
    """Each product with our name of its weight, and its group."""
    for group in products.groups:
        for product in group.products:
            yield role_of(products.bias(product)).replace(".bias", ".weight"), product, group


def reopen(path):
    products = Products(path)
    values = {name: products.values(name) for name in products.tensors}
    if "m.embeddings.word_embeddings.weight_quantized" not in values:
        raise SystemExit(f"{path} is not the bundled model's graph (sha256 f9b8d0d5..., or one that export.py or smooth.py wrote)")

    def dequantized(stem):
        scale, zero = (values[stem + end].astype(np.float32) for end in ("_scale", "_zero_point"))
        return (values[stem + "_quantized"].astype(np.float32) - zero) * scale

    state = {name: products.whole(group, product) for name, product, group in named(products)}
    for name, value in values.items():
        table = next((new for old, new in TABLES.items() if f"{old}.weight_quantized" in name), None)
        if table:
            state[f"{table}.weight"] = dequantized(name.removesuffix("_quantized"))
        elif role_of(name):
            state[role_of(name)] = value
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()}
