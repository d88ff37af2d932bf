"""Trains the reader: the embedder's layers over question and passage together, with heads after several of them."""

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from examples import KINDS, Reading, all_examples, drawn
from network import NEVER, Reader, trained_reader

# Found through network.py, which adds the embedder's folder to the path.
from layers import save_layers
from losses import PASSAGE, QUESTION
from model import half
from reopen import reopen
from texts import DEVICE, Texts, joined, plain_tokenizer
from training import RunningMean, encoder, rate, rounded, seed, split


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder that ../passages/texts.ts wrote")
    parser.add_argument("start", type=Path, help="folder of the model whose layers it begins with")
    parser.add_argument("out", type=Path, help="file of the trained reader (.npz)")
    parser.add_argument("--exits", type=int, nargs="+", default=[6, 8, 12], help="layers with heads behind them")
    parser.add_argument("--epochs", type=float, default=12, help="times that each question comes twice")
    parser.add_argument("--steps", type=int, help="instead of epochs")
    parser.add_argument("--seconds", type=float, default=math.inf, help="end by then, with the rates of a whole run")
    parser.add_argument("--begin", type=Path, help="file of a trained reader (.npz), to go on from instead of the start")
    parser.add_argument("--teachers", type=Path, nargs="+", help="files of trained readers (.npz) to learn from as well")
    parser.add_argument("--rate", type=float, default=1e-4, help="of the layers; the heads learn ten times as fast")
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--other", type=float, default=0.25, help="share of questions asked of another passage")
    parser.add_argument("--cut", type=float, default=0.25, help="share of the answered ones whose sentence is taken away")
    parser.add_argument("--context", type=float, default=0.3, help="share that reads a sentence more, which is no answer")
    parser.add_argument("--hidden", type=float, default=0.03, help="share of the tokens made unknown")
    parser.add_argument("--rounded", type=float, default=0.75, help="share of the steps after which int8 rounding is met")
    parser.add_argument("--articles", type=int, help="train with the first ones alone")
    parser.add_argument("--newest", type=int, help="train with so many of the last ones, and with --older of those before")
    parser.add_argument("--older", type=int, default=0, help="drawn at random; of these alone teachers are asked")
    parser.add_argument("--of-newest", type=float, help="share of the questions that are the newest ones'; as they come by default")
    parser.add_argument("--frozen", type=int, default=0, help="layers that stay as they are, with the tables")
    parser.add_argument("--smoothed", type=float, default=0.0, help="share of the target spread over all that is there")
    parser.add_argument("--held-out", type=int, help="measure on the first held-out articles alone; 0: on none")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


@torch.no_grad()
def find_like(passages, start, texts):
    """Gives each question the passages that come nearest by the start's vectors: what a search brings beside its own."""
    model = encoder(start)
    own = texts.see(model, [joined(p["en"], "en") for p in passages], "passage", PASSAGE).vectors
    asked = [(i, q) for i, p in enumerate(passages) for kind in KINDS for q in p[kind]]
    for at in range(0, len(asked), 2000):
        part = asked[at : at + 2000]
        vectors = texts.see(model, [q["en"] for _, q in part], "query", QUESTION).vectors
        nearest = (vectors @ own.T).topk(min(7, len(own)), 1).indices.tolist()
        for (i, question), row in zip(part, nearest):
            question["like"] = [j for j in row if j != i][:5]


def auc(right, wrong):
    wrong = np.sort(wrong)
    return (np.searchsorted(wrong, right, "left") + np.searchsorted(wrong, right, "right")).mean() / 2 / len(wrong)


@torch.no_grad()
def measure(network, reading, passages, title):
    network.eval()
    for name, same in (("same language", True), ("across languages", False)):
        rows = sorted(all_examples(passages, same), key=reading.length)
        odds, found = [{True: [], False: []} for _ in network.exits], [[] for _ in network.exits]
        for start in range(0, len(rows), 256):
            some = rows[start : start + 256]
            inputs, _ = reading.batch(some)
            with half(DEVICE):
                every = network(*inputs)
            for own, right, logits in zip(odds, found, every):
                for example, row in zip(some, logits.float().cpu().numpy()):
                    given = row[1 : 1 + len(example.sentences)]
                    own[example.gold is not None].append(np.logaddexp.reduce(given) - row[0])
                    if example.gold is not None:
                        right.append(int(np.argmax(given)) == example.gold)
        for exit_, own, right in zip(network.exits, odds, found):
            answered, nearly = np.array(own[True]), np.array(own[False])
            refused = np.mean(nearly < np.quantile(answered, 0.05))
            print(
                f"{title}, {name}, layer {exit_}: right sentence {100 * np.mean(right):.1f}, AUC {auc(answered, nearly):.3f},"
                f" {100 * refused:.1f} refused where 5% of the answered are",
                flush=True,
            )
    network.train()


def taught(logits, target, wanted):
    logits = F.log_softmax(logits.float(), -1)
    # Without the limit a sentence that is not there would give 0 x 10,000.
    return 0.4 * F.nll_loss(logits, target) - 0.6 * (wanted * logits.clamp(min=-50)).sum(1).mean()


def untaught(logits, target, share):
    """Cross-entropy with label smoothing over what is there (Szegedy et al. 2016)."""
    logits = F.log_softmax(logits, -1)
    there = (logits > -NEVER / 2).float()
    spread = (logits * there).sum(1) / there.sum(1)
    return (1 - share) * F.nll_loss(logits, target) - share * spread.mean()


def loss_of(every, target, wanted, by_teachers, share):
    """
    The last head learns from the answers, and from its teachers' where there are some; the earlier ones from it.

    @param wanted what the teachers hold likely, of the rows of `by_teachers`
    """
    last, itself = every[-1].float(), ~by_teachers
    loss = 0
    if by_teachers.any():
        loss = loss + by_teachers.float().mean() * taught(last[by_teachers], target[by_teachers], wanted)
    if itself.any():
        loss = loss + itself.float().mean() * untaught(last[itself], target[itself], share)
    likely = F.softmax(last.detach(), -1)
    if by_teachers.any():
        likely[by_teachers] = wanted
    return loss + sum(taught(early, target, likely) for early in every[:-1])


@torch.no_grad()
def said_by(teachers, inputs, rows):
    """The mean of what they hold likely of some of the rows; None where there is nobody to ask, or nothing to be asked of."""
    if not (teachers and rows.any()):
        return None
    some = [part[rows] for part in inputs]
    return torch.stack([F.softmax(teacher(*some)[-1].float(), -1) for teacher in teachers]).mean(0)


def main():
    o = arguments()
    seed(o.seed)
    training, held_out = split(o.work, o)
    if o.newest:
        older, newest = training[: -o.newest], training[-o.newest :]
        training = random.sample(older, o.older) + newest
    tokenizer, start = plain_tokenizer(o.start / "tokenizer.json"), reopen(o.start / "onnx/model_quantized.onnx")
    if o.begin:
        network = trained_reader(o.begin, start, o.exits, o.drop)
    else:
        network = Reader(len(start["word.weight"]), o.exits, drop=o.drop)
        network.body.load_state_dict({name: start[name] for name in network.body.state_dict()})
    network = network.to(DEVICE)
    teachers = [trained_reader(file, start).to(DEVICE).eval() for file in o.teachers or []]
    # The export shares the embedder's tables.
    network.freeze(o.frozen)
    reading = Reading(tokenizer, DEVICE)
    reading.learn(training + held_out)
    find_like(training, start, Texts(tokenizer))
    questions = [(i, q, kind == KINDS[0]) for i, p in enumerate(training) for kind in KINDS for q in p[kind]]
    # Of what is new to the teachers they are not asked.
    known = o.older if o.newest else len(training)
    kept, new = ([question for question in questions if (question[0] < known) == old] for old in (True, False))

    def one():
        """A question of which the teachers are asked or not, as an example."""
        of = questions if o.of_newest is None else new if random.random() < o.of_newest else kept
        question = random.choice(of)
        return drawn(training, *question, o), bool(teachers) and question[0] < known

    steps = o.steps or max(1, int(o.epochs * (2 * len(questions) // o.batch)))
    print(f"{len(questions)} questions of {len(training)} articles, {steps} steps, on {DEVICE}", flush=True)
    learned = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    body = [p for name, p in learned if name.startswith("body")]
    heads = [p for name, p in learned if not name.startswith("body")]
    groups = [{"params": body, "peak": o.rate}, {"params": heads, "peak": 10 * o.rate}]
    optimizer = torch.optim.AdamW(groups, lr=o.rate, weight_decay=0.02)
    slow = RunningMean(network, 0.995)
    network.train()
    began, shown, batches = time.time(), None, []
    for step in range(steps):
        done = max(step / steps, (time.time() - began) / o.seconds)
        if done >= 1:
            break
        if not batches:
            # Of like length within a batch, in any order among them.
            rows = [one() for _ in range(64 * o.batch)]
            rows.sort(key=lambda row: reading.length(row[0]))
            batches = [rows[i : i + o.batch] for i in range(0, len(rows), o.batch)]
            random.shuffle(batches)
        examples, taught_ones = zip(*batches.pop())
        by_teachers = torch.tensor(taught_ones, device=DEVICE)
        inputs, target = reading.batch(examples, o.hidden)
        rounded(network, done >= o.rounded)
        with half(DEVICE):
            wanted = said_by(teachers, inputs, by_teachers)
            every = network(*inputs)
        loss = loss_of(every, target, wanted, by_teachers, o.smoothed)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(step, (step + 1) / (done + 1 / steps), warm=0.06 * steps + 1, least=0.02)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body + heads, 1.0)
        optimizer.step()
        slow.add(network)
        shown = loss.item() if shown is None else 0.98 * shown + 0.02 * loss.item()
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} of {steps}, {time.time() - began:.0f} s: loss {shown:.3f}", flush=True)
    network.load_state_dict(slow.state)
    save_layers({(n.removeprefix("body.") if n.startswith("body.") else f"head.{n}"): v for n, v in slow.state.items()}, o.out)
    rounded(network, True)
    if held_out:
        measure(network, reading, held_out, "int8")


if __name__ == "__main__":
    main()
