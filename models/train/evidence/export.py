"""Writes the trained reader as int8 ONNX into the embedder's folder, from where it takes the tables of words and positions."""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from network import NEVER, Odds, trained_reader
from onnx import TensorProto, external_data_helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

# Found through network.py, which adds the embedder's folder to the path.
from reopen import reopen

EMBEDDER, READER = "onnx/model_quantized.onnx", "evidence.onnx"
TABLES = {"word": "m.embeddings.word_embeddings.weight", "pos": "m.embeddings.position_embeddings.weight"}
INPUTS = ("input_ids", "attention_mask", "asked", "pool", "same")
AXES = {
    "input_ids": {0: "rows", 1: "length"},
    "attention_mask": {0: "rows", 1: "length"},
    "asked": {0: "rows", 1: "length"},
    "pool": {0: "rows", 1: "most", 2: "length"},
    "same": {0: "rows"},
    "log_odds": {0: "rows", 1: "most"},
}


class ByteTable(nn.Module):
    """A table as it lies in the embedder's file: one byte a number, one scale and one zero point."""

    def __init__(self, table, scale, zero):
        super().__init__()
        self.register_buffer("bytes", torch.from_numpy(table.copy()))
        self.scale, self.zero = float(scale), float(zero)

    def forward(self, ids):
        return (self.bytes[ids].to(torch.float32) - self.zero) * self.scale


def byte_tables(embedder):
    values = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(embedder)).graph.initializer}
    ends = ("_quantized", "_scale", "_zero_point")
    return {table: ByteTable(*(values[stem + end] for end in ends)) for table, stem in TABLES.items()}


def example(rows=2, length=40, most=3):
    asked = torch.zeros(rows, length)
    asked[:, :9] = 1 / 9
    pool = torch.zeros(rows, most, length)
    for i in range(most - 1):  # the last sentence is not there
        pool[:, i, 9 + 10 * i : 19 + 10 * i] = 0.1
    ids = torch.randint(5, 40000, (rows, length))
    return ids, torch.ones_like(ids), asked, pool, torch.arange(rows) % 2


def write(reader, out):
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Odds(reader), example(), str(whole), opset_version=17, dynamo=False,
            input_names=list(INPUTS), output_names=["log_odds"], dynamic_axes=AXES,
        )  # fmt: skip
        quantize_dynamic(
            whole, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
        )


def share_tables(file, out, embedder):
    """Leaves the tables out of `file` and says where in the embedder's file they lie: ONNX's external data."""
    model, held = onnx.load(str(file)), embedder.read_bytes()
    shared = 0
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.UINT8 or not tensor.name.endswith(".bytes"):
            continue
        raw = tensor.raw_data
        offset = held.find(raw)
        if offset < 0:
            raise SystemExit(f"{tensor.name} is not in {embedder}")
        external_data_helper.set_external_data(tensor, EMBEDDER, offset, len(raw))
        tensor.ClearField("raw_data")
        shared += 1
        print(f"{tensor.name}: {len(raw)} bytes at {offset} of {EMBEDDER}")
    if shared != len(TABLES):
        raise SystemExit(f"{shared} tables to share instead of {len(TABLES)}")
    out.write_bytes(model.SerializeToString())


def odds_of(file, inputs):
    options = onnxruntime.SessionOptions()
    # As the product has it: see sessionOptions in adapters/embedding-session.ts.
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    return session.run(None, {name: value.numpy() for name, value in zip(INPUTS, inputs)})[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path, help="what train.py wrote (.npz)")
    parser.add_argument("model", type=Path, help=f"the embedder's folder, with {EMBEDDER}; {READER} is written there")
    parser.add_argument("--exit", type=int, default=8, help="layers to keep: one of those trained with")
    options = parser.parse_args()
    torch.manual_seed(1)
    embedder, out = options.model / EMBEDDER, options.model / READER
    reader = trained_reader(options.trained, reopen(embedder), [options.exit]).eval()
    inputs = example()
    with torch.no_grad():
        expected = Odds(reader)(*inputs).numpy()
    reader.body.word, reader.body.pos = byte_tables(embedder).values()
    with tempfile.TemporaryDirectory() as folder:
        unshared = Path(folder) / "unshared.onnx"
        write(reader, unshared)
        share_tables(unshared, out, embedder)
        given = odds_of(out, inputs)
        if not np.array_equal(given, odds_of(unshared, inputs)):
            raise SystemExit("with the embedder's tables the odds are others than with its own")
    there = expected > -NEVER / 2
    print(f"{out}: {out.stat().st_size} bytes; int8 differs by at most {np.abs(given - expected)[there].max():.2f}")


if __name__ == "__main__":
    main()
