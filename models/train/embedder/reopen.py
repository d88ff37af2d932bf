"""Turns the int8 model back into float32 weights, for training to go on from."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper

NAMES = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "intermediate.dense": "fi", "output.dense": "fo", "attention.output.LayerNorm": "aln", "output.LayerNorm": "oln",
}  # fmt: skip
# How ../rounding/products.py names what it multiplies a product's inputs by.
SHARE = "_share"
TABLES = {"word_embeddings": "word", "position_embeddings": "pos", "token_type_embeddings": "kind"}


def role_of(initializer):
    """Our name of a bias or a normalization's weight; None for the graph's other tensors."""
    parts = initializer.removeprefix("m.").split(".")
    if parts[:2] == ["embeddings", "LayerNorm"]:
        return f"ln.{parts[-1]}"
    if parts[:2] == ["encoder", "layer"]:
        return f"layers.{parts[2]}.{NAMES['.'.join(parts[3:-1])]}.{parts[-1]}"
    return None


def products(graph):
    """
    Of each quantized product: our name of its weight; the graph's, which lacks an ending; and the tensor that its inputs are
    multiplied by before they are rounded, None where ../rounding/smooth.py has not been.
    """
    known, users = {t.name for t in graph.initializer}, {}
    maker = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)

    def share_before(node):
        return next((name for name in maker[maker[node.input[0]].input[0]].input if name.endswith(SHARE)), None)

    def bias_after(node):
        """The bias added to a quantized product: MatMulInteger, Cast, Mul, Add. Only it has a telling name."""
        while node.op_type != "Add":
            node = users[node.output[0]][0]
        return next(name for name in node.input if name in known)

    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = role_of(bias_after(node)).replace(".bias", ".weight")
            yield name, node.input[1].removesuffix("_quantized"), share_before(node)


def reopen(path):
    graph = onnx.load(str(path)).graph
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    if "m.embeddings.word_embeddings.weight_quantized" not in values:
        raise SystemExit(f"{path} is not the bundled model's graph (sha256 f9b8d0d5..., or one that export.py or smooth.py wrote)")

    def dequantized(stem):
        scale, zero = (values[stem + end].astype(np.float32) for end in ("_scale", "_zero_point"))
        return (values[stem + "_quantized"].astype(np.float32) - zero) * scale

    state = {name: dequantized(stem).T * values.get(share, 1) for name, stem, share in products(graph)}
    for name, value in values.items():
        table = next((new for old, new in TABLES.items() if f"{old}.weight_quantized" in name), None)
        if table:
            state[f"{table}.weight"] = dequantized(name.removesuffix("_quantized"))
        elif role_of(name):
            state[role_of(name)] = value
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()}
