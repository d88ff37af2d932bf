"""Trains the evidence model on what tokens.ts wrote:  python train.py WORK [--seed 1] [--epochs 6]"""
import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from network import BITS, POSITIONS, Evidence

arguments = argparse.ArgumentParser()
arguments.add_argument("work", type=Path)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--epochs", type=int, default=6)
arguments.add_argument("--rate", type=float, default=1.5e-3)
arguments.add_argument("--batch", type=int, default=64)
arguments.add_argument("--turns", type=int, default=2, help="how often a question comes in an epoch, each time in a language and of a version drawn anew")
arguments.add_argument("--cut", type=float, default=0.25, help="share of answered questions whose sentence is taken away")
arguments.add_argument("--other", type=float, default=0.15, help="share of questions asked of a passage like theirs")
arguments.add_argument("--blind", type=float, default=0.1, help="share of the dimensions hidden")
arguments.add_argument("--read", type=int, default=4, help="sentences of a passage that are read when it is measured, as in the product")
arguments.add_argument("--threads", type=int, default=1)
options = arguments.parse_args()
random.seed(options.seed)
torch.manual_seed(options.seed)
torch.set_num_threads(options.threads)

LONGEST_QUESTION, LONGEST_SENTENCE, LONGEST_PASSAGE = 64, 100, 320
HEAVIEST = 8

# --- the texts: all tokens in one table, so that a batch is one look-up
raw = np.fromfile(options.work / "texts.bin", dtype=np.uint8)
bits, weights, vectors, spans, count = [], [], [], [], 0
for start, tokens in json.loads((options.work / "texts.json").read_text()):
    at = start + 4 * BITS
    vectors.append(raw[start:at].view(np.float32))
    weights.append(raw[at : at + 4 * tokens].view(np.float32))
    own = raw[at + 4 * tokens : at + (4 + BITS // 8) * tokens].reshape(tokens, BITS // 8)
    bits.append(np.unpackbits(own, axis=1, bitorder="little").astype(np.int8) * 2 - 1)
    spans.append((count, tokens))
    count += tokens
FILL = count
BIT = torch.from_numpy(np.concatenate([*bits, np.zeros((1, BITS), np.int8)]))
WEIGHT = torch.from_numpy(np.concatenate([*weights, np.zeros(1, np.float32)]))
VECTOR = np.stack(vectors)
del bits, weights, vectors

examples = [json.loads(line) for line in (options.work / "examples.jsonl").read_text().splitlines()]
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
