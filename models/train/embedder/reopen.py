"""Turns the first int8 model back into a float32 checkpoint, for training and export to go on from."""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

NAMES = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "intermediate.dense": "fi", "output.dense": "fo", "attention.output.LayerNorm": "aln", "output.LayerNorm": "oln",
}  # fmt: skip
TABLES = {"word_embeddings": "word", "position_embeddings": "pos", "token_type_embeddings": "kind"}


def reopen(path):
    graph = onnx.load(str(path)).graph
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    users = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)

    if "m.embeddings.word_embeddings.weight_quantized" not in values:
        raise SystemExit(
            f"{path} was not written by the first export: name the model whose sha256 starts with f9b8d0d5"
        )

    def dequantized(stem):
        scale, zero = (values[stem + end].astype(np.float32) for end in ("_scale", "_zero_point"))
        return (values[stem + "_quantized"].astype(np.float32) - zero) * scale

    def bias_after(node):
        """The bias added to a quantized product: MatMulInteger, Cast, Mul, Add."""
        while node.op_type != "Add":
            node = users[node.output[0]][0]
        return next(name for name in node.input if name in values)

    state = {}
    for name, value in values.items():
        parts = name.removeprefix("m.").split(".")
        table = next((new for old, new in TABLES.items() if f"{old}.weight" in name), None)
        if table:
            if name.endswith("_quantized"):
                state[f"{table}.weight"] = dequantized(name.removesuffix("_quantized"))
        elif parts[:2] == ["embeddings", "LayerNorm"]:
            state[f"ln.{parts[-1]}"] = value
        elif parts[:2] == ["encoder", "layer"]:
            state[f"layers.{parts[2]}.{NAMES['.'.join(parts[3:-1])]}.{parts[-1]}"] = value
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            parts = bias_after(node).removeprefix("m.").split(".")
            weight = dequantized(node.input[1].removesuffix("_quantized"))
            state[f"layers.{parts[2]}.{NAMES['.'.join(parts[3:-1])]}.weight"] = weight.T
    return {name: torch.from_numpy(np.array(value, dtype=np.float32)) for name, value in state.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("onnx", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tables", type=Path, help="checkpoint whose embedding tables replace the int8 ones")
    arguments = parser.parse_args()
    state = reopen(arguments.onnx)
    if arguments.tables:
        tables = torch.load(arguments.tables, weights_only=True)
        state.update({name: tables[name] for name in ("word.weight", "pos.weight", "kind.weight")})
    torch.save(state, arguments.out)
