"""Fine-tunes the embedder's layers on questions with the passages that answer them, and on translations."""

import argparse
import math
import time
from pathlib import Path

import torch

from layers import load_layers, save_layers
from losses import Losses
from measure import measure
from reopen import reopen
from scores import Means
from texts import DEVICE, Texts, load, plain_tokenizer
from training import RunningMean, encoder, rate, rounded, seed, split

# Which loss comes in turn.
CYCLE = ("questions", "translations", "questions", "anchor")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder that ../passages/texts.ts wrote")
    parser.add_argument("start", type=Path, help="folder of the model to start from, with onnx/model_quantized.onnx")
    parser.add_argument("out", type=Path, help="file of the trained layers (.npz)")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--seconds", type=float, default=math.inf, help="end by then, with the rates of a whole run")
    parser.add_argument("--begin", type=Path, help="file of trained layers (.npz), to go on from instead of the start")
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--batch", type=int, default=192, help="articles in a batch")
    parser.add_argument("--pairs", type=int, default=384, help="translations in a batch")
    parser.add_argument("--neighbours", type=float, default=0.5, help="share of a batch in twos that lie close together")
    parser.add_argument("--articles", type=int, help="train with the first ones alone")
    parser.add_argument("--anchor", type=float, default=0.7, help="weight of staying where the start puts a text")
    parser.add_argument("--chinese", type=float, default=1.5, help="weight of Chinese questions, against English ones")
    parser.add_argument("--agree", type=float, default=0.3, help="weight of finding in Chinese what English finds")
    parser.add_argument("--tokens", type=float, default=1.0, help="weight of finding the passage by tokens")
    parser.add_argument("--sentences", type=float, default=0.3, help="weight of finding the sentence in its passage")
    parser.add_argument("--rounded", type=float, default=0.6, help="share of the steps after which int8 rounding is met")
    parser.add_argument("--held-out", type=int, help="measure on the first held-out articles alone; 0: on none")
    parser.add_argument("--data", type=Path, help="folder of the public measuring data; without it they are not measured")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    o = arguments()
    seed(o.seed)
    pairs = load(o.work, "pairs")
    training, held_out = split(o.work, o)
    data = {
        "passages": training,
        "single": load(o.work, "single"),
        "pairs": [(p["language"], (p["text"], p["hant"]), p["en"]) for p in pairs],
    }
    tokenizer = o.start / "tokenizer.json"
    texts, weights = Texts(plain_tokenizer(tokenizer)), torch.tensor(load(o.work, "weights"), device=DEVICE)
    state = reopen(o.start / "onnx/model_quantized.onnx")
    origin = encoder(state).requires_grad_(False)
    if o.begin:
        state |= {name: torch.from_numpy(value) for name, value in load_layers(o.begin).items()}
    student = encoder(state)
    # The tables hold what few of these texts say; they stay as they are.
    for table in (student.word, student.pos, student.kind):
        table.requires_grad_(False)
    slow = RunningMean(student, 0.99)
    losses = Losses(student, origin, texts, weights, Means(), data, o)
    trained = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=o.rate, weight_decay=0.01)
    print(f"{len(training)} articles, {len(pairs)} pairs, on {DEVICE}", flush=True)
    with torch.no_grad():
        for _ in range(3):
            losses.translations()  # for the means before the first question
    began, shown = time.time(), {}
    for step in range(o.steps):
        done = max(step / o.steps, (time.time() - began) / o.seconds)
        if done >= 1:
            break
        rounded(student, done >= o.rounded)
        kind = CYCLE[step % len(CYCLE)]
        loss = getattr(losses, kind)()
        for group in optimizer.param_groups:
            group["lr"] = o.rate * rate(step, (step + 1) / (done + 1 / o.steps), warm=40, least=0.03)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        slow.add(student)
        shown[kind] = 0.95 * shown.get(kind, loss.item()) + 0.05 * loss.item()
        if (step + 1) % 50 == 0 or step + 1 == o.steps:
            figures = " ".join(f"{name} {value:.3f}" for name, value in shown.items())
            print(f"step {step + 1} of {o.steps}, {time.time() - began:.0f} s: {figures}", flush=True)
    save_layers(slow.state, o.out)
    final = encoder(slow.state).requires_grad_(False)
    rounded(final, True)
    measure(final, f"{o.out.stem}, int8", texts, weights, pairs, held_out, tokenizer, o.data)


if __name__ == "__main__":
    main()
