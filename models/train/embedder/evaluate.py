"""Measures an embedder on the development half: XQuAD across languages, the mixed pool, Tatoeba and NTREX."""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from model import pad, pool

TOKENS = 256
COLUMNS = ["en>en", "zh>zh", "zh>en", "en>zh", "mix zh", "mix en", "hant>en", "tatoeba", "ntrex"]


def read(path):
    if not path.exists():
        raise SystemExit(f"{path} is missing: name the folder of the measuring data with --data")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def onnx_embedder(path, batch=16):
    # Dynamic int8 takes one scale for a whole batch, so the batches have a hand in the figures: keep them as they are.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(ids):
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = np.zeros((len(ids), 384), dtype=np.float32)
        for start in range(0, len(ids), batch):
            rows = order[start : start + batch]
            input_ids, mask = pad([ids[i] for i in rows])
            feed = {"input_ids": input_ids.numpy(), "attention_mask": mask.numpy()}
            feed["token_type_ids"] = np.zeros_like(feed["input_ids"])
            out[rows] = pool(torch.from_numpy(session.run(None, feed)[0]), mask).numpy()
        return out

    return run


def ranks(scores, gold):
    """Rank of each row's gold column, 1 the best; ties are ranked worst."""
    own = scores[np.arange(len(gold)), gold][:, None]
    return (scores >= own).sum(1)


def ndcg(scores, gold):
    """nDCG@10 in percent with one relevant passage for a question: 1 / log2(1 + rank)."""
    rank = ranks(scores, gold)
    return 100 * float(np.where(rank <= 10, 1 / np.log2(1 + rank), 0).mean())


def recall(scores):
    return 100 * float((ranks(scores, np.arange(len(scores))) == 1).mean())


def evaluate(run, tokenizer, data, means=None):
    """The figures of one embedder. `means`: query/passage by yue/zh/en; None leaves the vectors as they are."""

    def vectors(texts, prefix, language):
        out = run([tokenizer.encode(f"{prefix}: {text}").ids for text in texts])
        if means is not None:
            out = out - np.array(means[prefix][language], dtype=np.float32)
            out /= np.linalg.norm(out, axis=1, keepdims=True)
        return out

    passages, questions = read(data / "xquad-dev-passages.tsv"), read(data / "xquad-dev-questions.tsv")
    at = {row["pid"]: i for i, row in enumerate(passages)}
    gold = np.array([at[row["pid"]] for row in questions])
    p_en = vectors([row["en"] for row in passages], "passage", "en")
    p_zh = vectors([row["zh_hans"] for row in passages], "passage", "zh")
    q_en = vectors([row["en"] for row in questions], "query", "en")
    q_zh = vectors([row["zh_hans"] for row in questions], "query", "zh")
    q_hant = vectors([row["zh_hant_converted"] for row in questions], "query", "zh")
    # Passages with an even number are in English in the mixed pool, the others in Chinese.
    mixed = np.where((np.arange(len(passages)) % 2 == 0)[:, None], p_en, p_zh)
    tatoeba, ntrex = read(data / "tatoeba-yue-dev.tsv"), read(data / "ntrex-dev.tsv")[:500]
    pairs = [
        vectors([r["yue"] for r in rows], "query", "yue") @ vectors([r["en"] for r in rows], "passage", "en").T
        for rows in (tatoeba, ntrex)
    ]
    values = [
        ndcg(q_en @ p_en.T, gold), ndcg(q_zh @ p_zh.T, gold), ndcg(q_zh @ p_en.T, gold), ndcg(q_en @ p_zh.T, gold),
        ndcg(q_zh @ mixed.T, gold), ndcg(q_en @ mixed.T, gold), ndcg(q_hant @ p_en.T, gold),
        recall(pairs[0]), recall(pairs[1]),
    ]  # fmt: skip
    return dict(zip(COLUMNS, values))


def load_tokenizer(path, tokens=TOKENS):
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(tokens)
    return tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", type=Path, help=".onnx files")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/eval"))
    parser.add_argument("--means", type=Path, help="language-means.json to subtract")
    arguments = parser.parse_args()
    tokenizer = load_tokenizer(arguments.tokenizer)
    means = json.loads(arguments.means.read_text()) if arguments.means else None
    print("\t".join(["model", *COLUMNS]))
    for path in arguments.models:
        figures = evaluate(onnx_embedder(path), tokenizer, arguments.data, means)
        print("\t".join([str(path), *(f"{v:.1f}" for v in figures.values())]), flush=True)


if __name__ == "__main__":
    main()
