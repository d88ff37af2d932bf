"""Turns the shipped reader back into float32 weights, for training to go on from where nothing else of it is left."""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "embedder"))
from products import Products

OWN = "reader."


def reopen_reader(path):
    """
    What export.py and ../rounding/smooth.py wrote, under the names that train.py saves: int8 layers and float32 heads.

    The tables of words and positions are not among them: they lie in the embedder's file.
    """
    products = Products(path)
    state = {}

    def keep(name, value):
        name = name.removeprefix(OWN)
        state[name.removeprefix("body.") if name.startswith("body.") else f"head.{name}"] = np.array(value, dtype=np.float32)

    for name in products.tensors:
        if name.startswith(OWN) and not name.endswith((".bytes", "_quantized_float")):
            keep(name, products.values(name))
    for group in products.groups:
        for product in group.products:
            keep(products.bias(product).replace(".bias", ".weight"), products.whole(group, product))
    for node in products.graph.node:
        # A head's product, with the bias that is added to it.
        if node.op_type == "MatMul" and node.input[1] in products.tensors:
            bias = products.added_to(node.output[0])
            keep(bias.replace(".bias", ".weight"), products.values(node.input[1]).T)
    return state
