"""Writes a checkpoint as the folder that transformers.js loads, int8, with the mean vector of each language."""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from batches import load
from evaluate import load_tokenizer, onnx_embedder
from means import measure_means
from model import FEED_FORWARD, HEADS, HIDDEN, LAYERS, POSITIONS, Encoder

# Products whose inputs stay float32: with all in int8 the vectors turn by 1 - cos = 0.011, with these by 0.0002.
FLOAT_INPUTS = ("v", "fi", "fo")
TOKENIZER_CONFIG = {
    "tokenizer_class": "XLMRobertaTokenizer",
    "model_max_length": POSITIONS,
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
}


def config(vocabulary):
    return {
        "architectures": ["BertModel"],
        "vocab_size": vocabulary,
        "hidden_size": HIDDEN,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "intermediate_size": FEED_FORWARD,
        "hidden_act": "gelu",
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "model_type": "bert",
        "pad_token_id": 1,
    }


class ByteRows(nn.Module):
    """A word matrix as int8 with one scale a row: quantize_dynamic would give all 47,574 rows one scale."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids):
        return self.bytes[ids].to(torch.float32) * self.scale[ids]


def export(checkpoint, folder, float_inputs=FLOAT_INPUTS):
    state = torch.load(checkpoint, weights_only=True)
    model = Encoder(len(state["word.weight"])).eval()
    model.load_state_dict(state)
    model.word = ByteRows(state["word.weight"])
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    whole, out = folder / "model.onnx", folder / "onnx/model_quantized.onnx"
    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones((2, 9), dtype=torch.int64)
    torch.onnx.export(
        model, (example, example, torch.zeros_like(example)), str(whole), opset_version=14, dynamo=False,
        input_names=names, output_names=["last_hidden_state"],
        dynamic_axes={name: {0: "b", 1: "s"} for name in [*names, "last_hidden_state"]},
    )  # fmt: skip
    graph = onnx.load(str(whole)).graph
    kept = [node.name for node in graph.node if node.op_type == "MatMul" and node.name.split("/")[-2] in float_inputs]
    quantize_dynamic(
        whole,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=kept,
    )
    whole.unlink()
    store_as_bytes(out, kept)
    return out


def store_as_bytes(path, names):
    """Weights of the named products as int8 with a scale a column, made float32 at run time; their inputs stay float32."""
    model = onnx.load(str(path))
    graph = model.graph
    values = {tensor.name: tensor for tensor in graph.initializer}
    for node in [node for node in graph.node if node.name in names]:
        tensor = values[node.input[1]]
        weight = numpy_helper.to_array(tensor)
        scale = np.maximum(np.abs(weight).max(0), 1e-8).astype(np.float32) / 127
        graph.initializer.remove(tensor)
        for end, value in (("bytes", np.round(weight / scale).astype(np.int8)), ("scale", scale)):
            graph.initializer.append(numpy_helper.from_array(value, f"{tensor.name}_{end}"))
        # Cast and Mul of constants are folded when the model loads; DequantizeLinear would run with every text.
        wide, stored = f"{tensor.name}_wide", f"{tensor.name}_bytes"
        graph.node.insert(0, helper.make_node("Mul", [wide, f"{tensor.name}_scale"], [tensor.name]))
        graph.node.insert(0, helper.make_node("Cast", [stored], [wide], to=TensorProto.FLOAT))
    onnx.save(model, str(path))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--prepared", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float-inputs", nargs="*", default=FLOAT_INPUTS, help="q k v ao fi fo; fewer is faster")
    arguments = parser.parse_args()
    folder = arguments.out / "e5-small-yue-zh-en"
    path = export(arguments.checkpoint, folder, arguments.float_inputs)
    vocabulary = len(json.loads(arguments.tokenizer.read_text())["model"]["vocab"])
    shutil.copyfile(arguments.tokenizer, folder / "tokenizer.json")
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER_CONFIG, indent=1))
    (folder / "config.json").write_text(json.dumps(config(vocabulary), indent=1))
    means = measure_means(
        onnx_embedder(path), load_tokenizer(arguments.tokenizer), load(arguments.prepared / "units.jsonl")
    )
    rounded = {p: {k: [round(x, 6) for x in v] for k, v in by.items()} for p, by in means.items()}
    note = "mean of unit-length embeddings over 1,000 yue-en and 2,000 zh-en sentence pairs"
    (folder / "language-means.json").write_text(json.dumps({"note": note, **rounded}))
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
