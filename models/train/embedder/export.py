"""Puts trained layers into the int8 graph that they started from, each number in the place of an old one."""

import argparse
from pathlib import Path

from layers import as_rows, load_layers
from products import Products
from reopen import named, role_of


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layers", type=Path, help="what tune.py or mix.py wrote (.npz)")
    parser.add_argument("start", type=Path, help="folder of the model that they started from")
    parser.add_argument("out", type=Path, help="folder of the model to write")
    o = parser.parse_args()
    source, file = o.start / "onnx/model_quantized.onnx", o.out / "onnx/model_quantized.onnx"
    products, new = Products(source), load_layers(o.layers)
    products.expect_plain(source)
    replaced = 0
    for name, product, _ in named(products):
        rows, scale = as_rows(new.pop(name))
        products.put(product.weight, rows.T)
        products.put(product.scale, scale)
        replaced += 2
    for tensor in products.tensors:
        name = role_of(tensor)
        if name:
            products.put(tensor, new.pop(name))
            replaced += 1
    if set(new) - {"kind.weight"}:
        raise SystemExit(f"the graph has no place for {sorted(new)}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(products.model.SerializeToString())
    print(f"{file}: {replaced} tensors replaced")


if __name__ == "__main__":
    main()
