"""Trains the evidence model on what texts.ts wrote:  python train.py WORK MODEL [--seed 1] [--epochs 6]"""
import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from network import BITS, POSITIONS, Evidence

sys.path.append(str(Path(__file__).parent.parent / "passages"))
from texts import Texts

arguments = argparse.ArgumentParser()
arguments.add_argument("work", type=Path)
arguments.add_argument("model", type=Path, help="folder of the embedding model, with its maps")
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--epochs", type=int, default=10)
arguments.add_argument("--rate", type=float, default=1.5e-3)
arguments.add_argument("--batch", type=int, default=64)
arguments.add_argument("--turns", type=int, default=2, help="how often a question comes in an epoch, each time in a language and of a version drawn anew")
arguments.add_argument("--cut", type=float, default=0.25, help="share of answered questions whose sentence is taken away")
arguments.add_argument("--other", type=float, default=0.2, help="share of questions asked of a passage like theirs")
arguments.add_argument("--blind", type=float, default=0.1, help="share of the dimensions hidden")
arguments.add_argument("--read", type=int, default=4, help="sentences of a passage that are read when it is measured, as in the product")
arguments.add_argument("--threads", type=int, default=1)
options = arguments.parse_args()
random.seed(options.seed)
torch.manual_seed(options.seed)
torch.set_num_threads(options.threads)

LONGEST_QUESTION, LONGEST_SENTENCE, LONGEST_PASSAGE = 64, 100, 320
HEAVIEST = 8

# --- the texts, as the product reads them: through the maps of the embedding model
texts = Texts(options.work)
token_map = onnxruntime.InferenceSession(options.model / "token-map.onnx")
MEAN = {"mean": np.zeros(BITS, np.float32)}  # taken off already
BIT = np.zeros((len(texts.tokens) + 1, BITS), np.int8)
for start in range(0, len(texts.tokens), 4096):
    own = {"tokens": texts.tokens[None, start : start + 4096].astype(np.float32), **MEAN}
    mapped = token_map.run(None, own)[0][0]
    BIT[start : start + len(mapped)] = np.where(mapped > 0, 1, -1)
BIT = torch.from_numpy(BIT)
FILL, spans = len(texts.tokens), texts.spans
WEIGHT = torch.from_numpy(np.append(texts.weights, np.float32(0)))
VECTOR = texts.vectors
question_map = np.fromfile(options.model / "question-map.bin", "<f4").reshape(BITS, BITS)

examples = []
for passage in texts.passages:
    for kind in ("answerable", "unanswerable"):
        for i, question in enumerate(passage[kind]):
            for asked in ("en", "zh", "yue"):
                for version in ("en", "zh"):
                    examples.append({
                        "passage": passage["id"], "of": version, "question": f"{passage['id']} {kind} {i}", "query": question[asked],
                        "sentences": passage[version], "near": question["s"], "gold": question["s"] if kind == "answerable" else None,
                        "same": (asked == "en") == (version == "en"), "heldOut": passage["heldOut"],
                    })  # fmt: skip
queries = sorted({e["query"] for e in examples})
turned = VECTOR[queries] + VECTOR[queries] @ question_map
VECTOR[queries] = turned / np.linalg.norm(turned, axis=1, keepdims=True)
training = [e for e in examples if not e["heldOut"]]
held_out = [e for e in examples if e["heldOut"]]


def passages_like():
    """Of each question and version the passages that come nearest without being its own: what a search brings beside it."""
    like = {}
    for version in ("en", "zh"):
        own = {e["passage"]: e["sentences"] for e in training if e["of"] == version}
        names = list(own)
        starts = np.cumsum([0] + [len(own[name]) for name in names])[:-1]
        sentences = VECTOR[[s for name in names for s in own[name]]]
        asked = sorted({(e["query"], e["passage"]) for e in training if e["of"] == version})
        for i in range(0, len(asked), 500):
            nearest = np.maximum.reduceat(VECTOR[[q for q, _ in asked[i : i + 500]]] @ sentences.T, starts, axis=1)
            for (query, passage), row in zip(asked[i : i + 500], nearest):
                best = [own[names[j]] for j in np.argsort(-row)[:6] if names[j] != passage]
                like[query, version] = best[:5]
    return like


LIKE = passages_like()


def thinned(sentences, kept, size):
    """As many of the sentences, `kept` among them: how many there are must not tell whether one was taken away."""
    others = [i for i in range(len(sentences)) if i != kept]
    random.shuffle(others)
    chosen = sorted(([] if kept is None else [kept]) + others[: max(0, size - (kept is not None))])
    return [sentences[i] for i in chosen], None if kept is None else chosen.index(kept)


def drawn(example):
    """A passage for the question, changed or not, and the place of the sentence that answers."""
    sentences, gold = example["sentences"], example["gold"]
    size = len(sentences) - 1 if random.random() < 0.5 else random.randint(1, len(sentences) - 1)
    if random.random() < options.other:
        return example, *thinned(random.choice(LIKE[example["query"], example["of"]]), None, size)
    if gold is not None and random.random() < options.cut:
        return example, *thinned([s for i, s in enumerate(sentences) if i != gold], None, size)
    if gold is None and random.random() < 0.8:
        return example, thinned(sentences, example["near"], size)[0], None
    return example, *thinned(sentences, gold, size)


def length(row):
    return sum(min(spans[s][1], LONGEST_SENTENCE) for s in row[1])


def batch_of(rows, blind=0.0):
    read = []
    for example, sentences, _ in rows:
        start, tokens = spans[example["query"]]
        question = np.arange(start, start + min(tokens, LONGEST_QUESTION))
        ids, positions, of, left = [], [], [], LONGEST_PASSAGE
        for i, sentence in enumerate(sentences):
            start, tokens = spans[sentence]
            tokens = min(tokens, LONGEST_SENTENCE, left)
            left -= tokens
            ids.extend(range(start, start + tokens))
            positions.extend(min(p, POSITIONS - 1) for p in range(tokens))
            of.extend([i] * tokens)
        read.append((question, ids, positions, of))
    sizes = (len(rows), max(len(r[0]) for r in read), max(1, *(len(r[1]) for r in read)), max(len(r[1]) for r in rows))
    count, asked_most, longest, most = sizes
    questions, tokens = np.full((count, asked_most), FILL), np.full((count, longest), FILL)
    positions, of = np.zeros((count, longest), np.int64), np.full((count, longest), -1)
    similarities, target = np.zeros((count, most), np.float32), np.zeros(count, np.int64)
    for row, (question, ids, places, own) in enumerate(read):
        questions[row, : len(question)] = question
        tokens[row, : len(ids)], positions[row, : len(ids)], of[row, : len(ids)] = ids, places, own
        example, sentences, gold = rows[row]
        similarities[row, : len(sentences)] = VECTOR[sentences] @ VECTOR[example["query"]]
        target[row] = 0 if gold is None else 1 + gold
    questions, tokens, of = map(torch.from_numpy, (questions, tokens, of))
    seen = (torch.rand(count, 1, BITS) >= blind).float()
    asked = (questions != FILL).float()
    weight = WEIGHT[questions]
    weighed = torch.stack([weight / HEAVIEST, (weight == 0).float()], -1) * asked[..., None]
    pool = (of[:, None, :] == torch.arange(most)[None, :, None]).float()
    pool = pool / pool.sum(-1, keepdim=True).clamp(min=1)
    same = torch.tensor([int(example["same"]) for example, *_ in rows])
    inputs = (BIT[questions].float() * seen, weighed, asked, BIT[tokens].float() * seen, torch.from_numpy(positions))
    return (*inputs, (of >= 0).float(), pool, torch.from_numpy(similarities), same), torch.from_numpy(target)


def most_similar(example, sentences, gold):
    order = np.argsort(-(VECTOR[sentences] @ VECTOR[example["query"]]))[: options.read]
    chosen = sorted(order.tolist())
    return example, [sentences[i] for i in chosen], chosen.index(gold) if gold in chosen else gold and -1


def auc(right, wrong):
    wrong = np.sort(wrong)
    return (np.searchsorted(wrong, right, "left") + np.searchsorted(wrong, right, "right")).mean() / 2 / len(wrong)


def measure(network):
    network.eval()
    for name, same in (("same language", True), ("across languages", False)):
        rows = [(e, e["sentences"], e["gold"]) for e in held_out if e["same"] == same]
        read = sorted((most_similar(*row) for row in rows), key=length)
        odds, found = {True: [], False: []}, []
        with torch.no_grad():
            for i in range(0, len(read), 64):
                inputs, _ = batch_of(read[i : i + 64])
                for (example, sentences, gold), logits in zip(read[i : i + 64], network(*inputs).numpy()):
                    given = logits[1 : 1 + len(sentences)]
                    answered = example["gold"] is not None
                    odds[answered].append(np.logaddexp.reduce(given) - logits[0])
                    if answered:
                        found.append(int(np.argmax(given)) == gold)
        cosines = {True: [], False: []}
        for example, sentences, _ in rows:
            cosines[example["gold"] is not None].append((VECTOR[sentences] @ VECTOR[example["query"]]).max())
        refused = np.mean(np.array(odds[False]) < np.quantile(odds[True], 0.05))
        print(
            f"{name}: right sentence {100 * np.mean(found):.1f}% of {len(found)}; answered or nearly, AUC {auc(odds[True], odds[False]):.3f}"
            f" (cosine of the best sentence {auc(cosines[True], cosines[False]):.3f}); {100 * refused:.1f}% of {len(odds[False])} refused where 5% of the others are",
            flush=True,
        )


network, mean = Evidence(), Evidence()
mean.load_state_dict(network.state_dict())
optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.05)
by_question = {}
for example in training:
    by_question.setdefault(example["question"], []).append(example)
turns = [versions for versions in by_question.values() for _ in range(options.turns)]
steps = options.epochs * (len(turns) // options.batch + 16)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=steps, pct_start=0.1)
print(f"{len(by_question)} questions, {sum(p.numel() for p in network.parameters())} parameters", flush=True)
step, started = 0, time.time()
for epoch in range(options.epochs):
    network.train()
    rows = [drawn(random.choice(versions)) for versions in turns]
    random.shuffle(rows)
    batches = []
    for i in range(0, len(rows), 8 * options.batch):
        alike = sorted(rows[i : i + 8 * options.batch], key=length)
        batches += [alike[j : j + options.batch] for j in range(0, len(alike), options.batch)]
    random.shuffle(batches)
    losses = []
    for rows in batches:
        inputs, target = batch_of(rows, options.blind)
        loss = torch.nn.functional.cross_entropy(network(*inputs), target)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        step += 1
        losses.append(loss.item())
        with torch.no_grad():
            kept = min(0.995, (1 + step) / (10 + step))
            for slow, fast in zip(mean.parameters(), network.parameters()):
                slow.mul_(kept).add_(fast, alpha=1 - kept)
    print(f"epoch {epoch + 1} of {options.epochs}: loss {np.mean(losses):.3f}, {time.time() - started:.0f} s", flush=True)
torch.save(mean.state_dict(), options.work / "evidence.pt")
measure(mean)
