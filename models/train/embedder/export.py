"""Puts trained layers into the int8 graph that they started from, each number in the place of an old one."""

import argparse
from pathlib import Path

import onnx
from onnx import numpy_helper

from layers import as_rows, load_layers
from reopen import products, role_of


def put(tensor, value):
    old = numpy_helper.to_array(tensor)
    if (old.shape, old.dtype) != (value.shape, value.dtype):
        raise SystemExit(f"{tensor.name} is {old.dtype} {old.shape}, and the trained one {value.dtype} {value.shape}")
    tensor.CopyFrom(numpy_helper.from_array(value, tensor.name))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layers", type=Path, help="what tune.py or mix.py wrote (.npz)")
    parser.add_argument("start", type=Path, help="folder of the model that they started from")
    parser.add_argument("out", type=Path, help="folder of the model to write")
    o = parser.parse_args()
    source, file = o.start / "onnx/model_quantized.onnx", o.out / "onnx/model_quantized.onnx"
    model, new = onnx.load(str(source)), load_layers(o.layers)
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    replaced = 0
    for name, stem, share in products(model.graph):
        if share:
            raise SystemExit(f"{source} is smoothed: begin with the graph that ../rounding/smooth.py was given")
        if numpy_helper.to_array(tensors[f"{stem}_zero_point"]).any():
            raise SystemExit(f"{stem} has zero points: it was not quantized symmetrically")
        rows, scale = as_rows(new.pop(name))
        put(tensors[f"{stem}_quantized"], rows.T)
        put(tensors[f"{stem}_scale"], scale)
        replaced += 2
    for tensor in model.graph.initializer:
        name = role_of(tensor.name)
        if name:
            put(tensor, new.pop(name))
            replaced += 1
    if set(new) - {"kind.weight"}:
        raise SystemExit(f"the graph has no place for {sorted(new)}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(model.SerializeToString())
    print(f"{file}: {replaced} tensors replaced")


if __name__ == "__main__":
    main()
