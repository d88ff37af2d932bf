"""The mean vector of each language and role, which the server takes off so that all languages share one scale."""

import argparse
import json
import random
from pathlib import Path

from evaluate import load_tokenizer, onnx_embedder
from texts import joined, load

ROLES, LANGUAGES = ("query", "passage"), ("yue", "zh", "en")
YUE_PAIRS, ZH_PAIRS = 700, 1400
NOTE = "mean of unit-length embeddings: half of it over public sentence pairs, half over articles and their questions"


def public_texts(pairs, yue_pairs, zh_pairs):
    pick = random.Random(1)
    yue, zh = ([p for p in pairs if p["language"] == language] for language in ("yue", "zh"))
    yue, zh = pick.sample(yue, min(yue_pairs, len(yue))), pick.sample(zh, min(zh_pairs, len(zh)))
    texts = {
        "yue": [p["text"] for p in yue],
        "zh": [p[pick.choice(("text", "hant"))] for p in zh],
        "en": [p["en"] for p in yue + zh],
    }
    return {role: texts for role in ROLES}


def own_texts(passages, articles):
    """Questions as queries, articles as passages. Nothing long is written in Cantonese."""
    pick = random.Random(1)
    some = pick.sample(passages, min(articles, len(passages)))
    asked = [q for p in some for q in p["answerable"][:2] + p["unanswerable"][:2]]
    wholes = {of: [joined(p[of], of) for p in some] for of in ("hans", "en")}
    return {
        "query": {
            "yue": [q["yue"] for q in asked],
            "zh": [q[pick.choice(("hans", "hant"))] for q in asked],
            "en": [q["en"] for q in asked],
        },
        "passage": {"yue": wholes["hans"], "zh": wholes["hans"], "en": wholes["en"]},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder that ../passages/texts.ts wrote")
    parser.add_argument("model", type=Path, help="the embedder's folder; language-means.json is written there")
    parser.add_argument("--yue-pairs", type=int, default=YUE_PAIRS)
    parser.add_argument("--zh-pairs", type=int, default=ZH_PAIRS)
    parser.add_argument("--articles", type=int, default=250)
    o = parser.parse_args()
    run, tokenizer = onnx_embedder(o.model / "onnx/model_quantized.onnx"), load_tokenizer(o.model / "tokenizer.json")
    training = [p for p in load(o.work, "passages") if not p["heldOut"]]
    halves = public_texts(load(o.work, "pairs"), o.yue_pairs, o.zh_pairs), own_texts(training, o.articles)
    means = {}
    for role in ROLES:
        means[role] = {}
        for language in LANGUAGES:
            ids = [[tokenizer.encode(f"{role}: {text}").ids for text in half[role][language]] for half in halves]
            mean = sum(run(rows).mean(0) for rows in ids) / 2
            means[role][language] = [round(float(x), 6) for x in mean]
            print(f"{role} {language}: {' + '.join(str(len(rows)) for rows in ids)} texts", flush=True)
    (o.model / "language-means.json").write_text(json.dumps({"note": NOTE, **means}))


if __name__ == "__main__":
    main()
