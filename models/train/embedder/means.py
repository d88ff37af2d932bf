"""The mean vector of each language, which the server subtracts so that the languages share one scale."""

import random

YUE_PAIRS, ZH_PAIRS = 1000, 2000


def measure_means(run, tokenizer, units, scale=1.0):
    """`run` maps token id lists to (n, 384) unit vectors. Gives {prefix: {yue, zh, en: 384 floats}}."""
    pick = random.Random(1)
    yue = pick.sample([u for u in units if u["language"] == "yue"], int(YUE_PAIRS * scale))
    zh = pick.sample([u for u in units if u["language"] == "zh"], int(ZH_PAIRS * scale))
    texts = {
        "yue": [u["text"] for u in yue],
        "zh": [u[pick.choice(("text", "hant"))] for u in zh],
        "en": [u["en"] for u in yue + zh],
    }
    return {
        prefix: {
            language: run([tokenizer.encode(f"{prefix}: {text}").ids for text in rows]).mean(0).tolist()
            for language, rows in texts.items()
        }
        for prefix in ("query", "passage")
    }
