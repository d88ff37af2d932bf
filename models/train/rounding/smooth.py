"""
Rounds embedder or reader anew, so that little is lost by it: outliers among the inputs are evened out, weights have seven
bits. Takes the place of what ../embedder/export.py or ../evidence/export.py wrote; the embedder first, since the reader's
file says where in the embedder's the tables lie.
"""

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime

here = Path(__file__).parent
sys.path.extend(str(here.parent / folder) for folder in ("evidence", "embedder"))
from examples import Reading, all_examples
from export import EMBEDDER, INPUTS, READER
from products import Products
from rounding import Inputs, rounded_rows, scales, smoothing
from texts import joined, load, plain_tokenizer

TEXTS, EXAMPLES = 640, 240
# The heads' products have fewer outputs: they take no time, and rounding their inputs would only blur the odds.
LAYER_OUTPUTS = 384


def texts(passages, tokenizer):
    """One text in four an article, the others a question of it: as the embedder's inputs."""
    pick = random.Random(3)
    for i, passage in enumerate(pick.sample(passages, TEXTS // 4)):
        version = ("en", "hant", "en", "hans")[i % 4]
        question = pick.choice(passage["answerable"] + passage["unanswerable"])
        asked = (f"query: {question[of]}" for of in ("en", "yue", "hans"))
        for text in (f"passage: {joined(passage[version], version)}", *asked):
            ids = np.array([tokenizer.encode(text).ids[:512]])
            yield {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}


def examples(passages, tokenizer):
    """Questions with passages, as the reader's inputs."""
    pick = random.Random(3)
    some, reading = pick.sample(passages, EXAMPLES // 2), Reading(tokenizer, "cpu")
    reading.learn(some)
    for same in (True, False):
        for example in pick.sample(list(all_examples(some, same)), EXAMPLES // 2):
            yield dict(zip(INPUTS, (part.numpy() for part in reading.batch([example])[0])))


def seen(path, names, inputs, folder):
    """What comes into products by these names when nothing is rounded."""
    plain, file = Products(path), folder / path.name
    plain.without_rounding(list(plain.groups))
    plain.probe(names, file)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    found = [Inputs() for _ in names]
    for one in sorted(inputs, key=lambda one: one["input_ids"].shape[1]):
        there = one["attention_mask"].sum()
        for own, values in zip(found, session.run(names, one)):
            own.add(values.reshape(-1, values.shape[-1])[:there])
    return found


def smooth(path, inputs, folder):
    products = Products(path)
    products.expect_plain(path)
    heads = [g for g in products.groups if any(products.values(p.weight).shape[1] < LAYER_OUTPUTS for p in g.products)]
    products.without_rounding(heads)
    names = [group.input for group in products.groups]
    for group, own in zip(products.groups, seen(path, names, inputs, folder)):
        weights = [products.weight(product).astype(np.float64) for product in group.products]
        by, of_inputs, of_weights = smoothing(np.concatenate(weights, 1), own)
        moments = own.moments / np.outer(by, by)
        for product, weight in zip(group.products, weights):
            scaled = weight * by[:, None]
            scale = scales(scaled)
            products.put(product.weight, rounded_rows(scaled, scale, moments))
            products.put(product.scale, scale.astype(np.float32))
        products.divide(group, by)
        noises = f"of inputs {of_inputs:.3%}, of weights {of_weights:.3%}"
        print(f"{path.name}, {group.products[0].weight}: noise {noises} of the outputs' power", flush=True)
    return products


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", choices=["embedder", "reader"])
    parser.add_argument("work", type=Path, help="folder that ../passages/texts.ts wrote")
    parser.add_argument("model", type=Path, help=f"folder with {EMBEDDER} and, for the reader, {READER}")
    o = parser.parse_args()
    tokenizer = plain_tokenizer(o.model / "tokenizer.json")
    passages = [p for p in load(o.work, "passages") if not p["heldOut"]]
    file, inputs = {"embedder": (EMBEDDER, texts), "reader": (READER, examples)}[o.which]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / EMBEDDER).parent.mkdir()
        # The reader takes its tables from there.
        shutil.copy(o.model / EMBEDDER, folder / EMBEDDER)
        model = smooth(o.model / file, list(inputs(passages, tokenizer)), folder).model
    (o.model / file).write_bytes(model.SerializeToString())
    print(f"{o.model / file}: {(o.model / file).stat().st_size} bytes")


if __name__ == "__main__":
    main()
