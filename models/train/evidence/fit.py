"""
Fits what core/answer makes of the odds, on features.jsonl:  python fit.py WORK
Sentences: conditional logit over those of the best three hits, of both sets (`WORTH` in extractive.ts). Confidence: logistic
regression on the hit with the best sentence (`WEIGHTS` in confidence.ts): questions whose passage it is, against those that are
nearly answered and against the answered ones without their passage. Answered ones that find another passage's sentence
("lost") teach neither. Each figure is of the half that was not fitted, but for the biases at the end.
"""
import json
import sys
from pathlib import Path

import numpy as np

rows = [json.loads(line) for line in (Path(sys.argv[1]) / "features.jsonl").read_text().splitlines()]
names = sorted({row["passage"] for row in rows})
HALF = {name: i % 2 for i, name in enumerate(names)}
NO_OVERLAP = 0.5
THRESHOLD = 0.28  # ANSWER_THRESHOLD in config.ts
SENTENCE = ["similarity", "overlap", "translated", "passage", "passageOverlap", "first", "fits", "neighbour", "odds"]


def sentences_of(hits):
    features, gold = [], []
    for place, hit in enumerate(hits):
        for similarity, overlap, translated, fits, neighbour, odds, right in hit["sentences"]:
            whole = (hit["score"], hit["overlap"] or 0, float(place == 0))
            features.append((similarity, overlap, translated, *whole, fits, neighbour, odds))
            gold.append(bool(right))
    return np.array(features, float).reshape(-1, len(SENTENCE)), np.array(gold, bool)


def fit_sentences(items, steps=200, rate=0.05, decay=0.3):
    every = np.concatenate([features for features, _ in items])
    middle, spread = every.mean(0), every.std(0) + 1e-9
    weights, first, second = (np.zeros(len(SENTENCE)) for _ in range(3))
    usable = [((features - middle) / spread, gold) for features, gold in items if gold.any() and not gold.all()]
    for step in range(1, steps + 1):
        gradient = -decay * weights
        for features, gold in usable:
            score = features @ weights
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            right = chance * gold
            gradient += features.T @ (right / right.sum() - chance)
        gradient /= len(usable)
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        weights = weights + rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    weights = weights / spread
    return weights / weights[0]


def fit_confidence(features, answered):
    middle, spread = features.mean(0), features.std(0) + 1e-9
    standard = np.c_[(features - middle) / spread, np.ones(len(features))]
    weights = np.zeros(standard.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-standard @ weights))
        bend = (standard * (chance * (1 - chance))[:, None]).T @ standard + 1e-3 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, standard.T @ (chance - answered))
    slopes = weights[:-1] / spread
    return np.r_[slopes, weights[-1] - (slopes * middle).sum()]


CONFIDENCE = ["passage", "overlap", "first", "odds"]


def best_of(hits, weights):
    """The features of the confidence, and whether the best sentence is of the question's own passage."""
    if not any(hit["sentences"] for hit in hits):
        return None, False
    features, _ = sentences_of(hits)
    best = int(np.argmax(features @ weights))
    for place, hit in enumerate(hits):
        if best < len(hit["sentences"]):
            break
        best -= len(hit["sentences"])
    odds = np.log(sum(np.exp(sentence[5]) for sentence in hit["sentences"]))
    overlap = NO_OVERLAP if hit["overlap"] is None else hit["overlap"]
    return (hit["vector"], overlap, float(place == 0), odds), hit["own"]


def refused(scores, answered, wrong, share):
    return 100 * np.mean(scores[wrong] < np.quantile(scores[answered], share))


judged = {}
for title, same in (("same language", True), ("across languages", False)):
    own = [row for row in rows if row["same"] == same]
    answered = [row for row in own if row["answered"]]
    items = [(row["passage"], *sentences_of(row["hits"])) for row in answered]
    sets = [row["set"] for row in answered]
    halves = [fit_sentences([(f, g) for name, f, g in items if HALF[name] != half and len(f)]) for half in (0, 1)]
    found = {name: np.zeros(3) for name in sets}
    for of, (name, features, gold) in zip(sets, items):
        order = np.argsort(-(features @ halves[HALF[name]]), kind="stable")
        found[of] += (1, gold[order[:1]].any(), gold[order[:2]].any())
    weights = fit_sentences([(f, g) for _, f, g in items if len(f)])
    for of, (count, first, two) in found.items():
        print(f"{title}, {of}: {count:.0f} answered; right sentence first {100 * first / count:.1f}, among two {100 * two / count:.1f}")
    print("  sentences", dict(zip(SENTENCE, weights.round(3).tolist())))

    table, kinds, names_ = [], [], []
    for row in own:
        if row["set"] != "own":
            continue
        cases = [("answered" if row["answered"] else "nearly", row["hits"])]
        if row["answered"]:
            cases.append(("away", [hit for hit in row["hits"] if not hit["own"]]))
        for kind, hits in cases:
            features, own_best = best_of(hits, weights)
            table.append(features or (-9, *[0] * (len(CONFIDENCE) - 1)))
            kinds.append("lost" if kind == "answered" and features and not own_best else kind)
            names_.append(HALF[row["passage"]])
    table, kinds, half = np.array(table, float), np.array(kinds), np.array(names_)
    told = table[:, 0] > -9  # the others are refused by the names in them, whatever is fitted
    scores = np.full(len(table), -99.0)
    for of in (0, 1):
        train = told & (kinds != "lost") & (half != of)
        fitted = fit_confidence(table[train], kinds[train] == "answered")
        test = told & (half == of)
        scores[test] = table[test] @ fitted[:-1] + fitted[-1]
    for share in (0.05, 0.086):
        told_ = {kind: refused(scores, kinds == "answered", kinds == kind, share) for kind in ("nearly", "away")}
        print(f"  where {100 * share:.1f}% of the answered are refused: nearly answered {told_['nearly']:.1f}%, passage away {told_['away']:.1f}%")
    judged[title] = (1 / (1 + np.exp(-scores)), kinds)
    told &= kinds != "lost"
    fitted = fit_confidence(table[told], kinds[told] == "answered")
    print("  confidence", dict(zip([*CONFIDENCE, "bias"], fitted.round(2).tolist())))
    hard = [features for row in answered if row["set"] == "xquad" and (features := best_of(row["hits"], weights)[0])]
    for share in (0.03, 0.04, 0.05) if hard else ():
        least = np.quantile(np.array(hard) @ fitted[:-1], share)
        print(f"  bias that refuses {share:.0%} of XQuAD's at {THRESHOLD}: {np.log(THRESHOLD / (1 - THRESHOLD)) - least:.2f}")

for threshold in (0.05, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.25):
    shares = {
        title: " ".join(f"{kind} {100 * np.mean(chance[kinds == kind] < threshold):.1f}%" for kind in ("answered", "lost", "nearly", "away"))
        for title, (chance, kinds) in judged.items()
    }
    print(f"refused below {threshold}:", shares)
