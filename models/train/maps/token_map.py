"""
A linear map of tokens, after which the bits of a question's meet those of the passages that answer it:

  python token_map.py WORK QUESTION_MAP FILE

Cross-entropy over the passages of a batch, each with its nearest ones beside it, scored as core/retrieval does: the similarity
of the vectors and what share of the bits the tokens have in common (core/retrieval/token-match.ts), 1 and -1 with the gradient
of tanh. Written as ONNX: tokens B,N,WIDTH and the mean token WIDTH in, B,N,WIDTH out, of which a bit is set above 0.
"""
import argparse
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from scores import KINDS, blended, turned
from torch.nn.functional import cross_entropy

sys.path.append(str(Path(__file__).parent.parent / "passages"))
from texts import WIDTH, Texts

MATCH_WEIGHT = 1.5  # as in best-order.ts

arguments = argparse.ArgumentParser()
arguments.add_argument("work", type=Path)
arguments.add_argument("question_map", type=Path)
arguments.add_argument("file", type=Path)
arguments.add_argument("--steps", type=int, default=750)
arguments.add_argument("--rate", type=float, default=1e-3)
arguments.add_argument("--temperature", type=float, default=0.05)
arguments.add_argument("--seeds", type=int, default=8, help="passages of a batch that bring their nearest along")
arguments.add_argument("--alike", type=int, default=8, help="passages that each of them is among")
arguments.add_argument("--blind", type=float, default=0.1, help="share of the bits hidden")
options = arguments.parse_args()
torch.manual_seed(0)
random = np.random.default_rng(0)
texts = Texts(options.work)
vectors, weights = torch.from_numpy(texts.vectors), torch.from_numpy(texts.weights)
tokens, scale = torch.from_numpy(texts.tokens), float(texts.tokens[:20000].astype(np.float32).std())
matrix = torch.from_numpy(np.fromfile(options.question_map, "<f4").reshape(WIDTH, WIDTH))


class TokenMap(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.turn = torch.nn.Parameter(torch.eye(WIDTH))
        self.shift = torch.nn.Parameter(torch.zeros(WIDTH))

    def forward(self, tokens, mean):
        return torch.matmul((tokens - mean) / scale, self.turn) + self.shift


def similarities(questions, passages, version):
    asked = turned(vectors[questions], matrix)
    whole = asked @ vectors[[passage["whole"][version] for passage in passages]].T
    best = torch.stack([(asked @ vectors[passage[version]].T).max(1).values for passage in passages], 1)
    return blended(whole, best)


def met(asked, weight, of_question, questions, said, of_passage, passages):
    """Of every question (rows) by every passage, 0 to 1: asked A,WIDTH and said S,WIDTH of bits, as 1 and -1."""
    counts = np.bincount(of_passage, minlength=passages)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    filled = np.full(passages * counts.max(), len(of_passage))
    filled[of_passage * counts.max() + np.arange(len(of_passage)) - starts[of_passage]] = np.arange(len(of_passage))
    said = torch.cat([said, torch.zeros(1, WIDTH)])[torch.from_numpy(filled)]
    nearest = (asked @ said.T / WIDTH).view(len(asked), passages, -1).amax(-1).clamp(min=0) * weight[:, None]
    of_question = torch.from_numpy(of_question)
    total = torch.zeros(questions, passages).index_add(0, of_question, nearest)
    return total / torch.zeros(questions).index_add(0, of_question, weight).clamp(min=1e-6)[:, None]


def measure(title, network):
    print(title, f"({len(texts.held_out)} passages held out: right passage first by tokens, and by all)", flush=True)
    with torch.no_grad():
        for version, asked in KINDS:
            rows, of = texts.rows_of_passages(texts.held_out, version)
            said = torch.sign(network(tokens[rows].float(), 0))
            pairs = [(i, question[asked]) for i, p in enumerate(texts.held_out) for question in p["answerable"]]
            right, places = torch.tensor([i for i, _ in pairs]), []
            for start in range(0, len(pairs), 64):
                some = [question for _, question in pairs[start : start + 64]]
                own, of_question = texts.rows(some)
                bits = torch.sign(network(tokens[own].float(), 0))
                match = met(bits, weights[own], of_question, len(some), said, of, len(texts.held_out))
                both = similarities(some, texts.held_out, version) + MATCH_WEIGHT * match
                places.append(torch.stack([match.argmax(1), both.argmax(1)]))
            by_tokens, by_all = 100 * (torch.cat(places, 1) == right).float().mean(1)
            print(f"  {asked}→{version}  {by_tokens:.1f}  {by_all:.1f}", flush=True)


def as_bits(mapped):
    soft = torch.tanh(mapped)
    return soft + (torch.sign(mapped) - soft).detach()


network = TokenMap()
measure("before", network)
wholes = vectors[[passage["whole"]["en"] for passage in texts.training]]
nearest = (wholes @ wholes.T).topk(options.alike, 1).indices.numpy()
optimizer = torch.optim.Adam(network.parameters(), lr=options.rate)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=options.steps, pct_start=0.1)
started, shown = time.time(), 0.0
for step in range(options.steps):
    version, asked = KINDS[step % len(KINDS)]
    seeds = random.permutation(len(texts.training))[: options.seeds]
    passages = [texts.training[i] for i in dict.fromkeys(nearest[seeds].ravel().tolist())]
    questions = [passage["answerable"][random.integers(len(passage["answerable"]))][asked] for passage in passages]
    said_rows, of = texts.rows_of_passages(passages, version)
    asked_rows, of_question = texts.rows(questions)
    seen = (torch.rand(1, WIDTH) >= options.blind).float()
    bits, said = (as_bits(network(tokens[rows].float(), 0)) * seen for rows in (asked_rows, said_rows))
    match = met(bits, weights[asked_rows], of_question, len(questions), said, of, len(passages)) / (1 - options.blind)
    scores = similarities(questions, passages, version) + MATCH_WEIGHT * match
    loss = cross_entropy(scores / options.temperature, torch.arange(len(passages)))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
    shown = loss.item() if step == 0 else 0.95 * shown + 0.05 * loss.item()
    if step % 50 == 49:
        print(f"step {step + 1} of {options.steps}: loss {shown:.3f}, {time.time() - started:.0f} s", flush=True)
measure("after", network)
example = (torch.randn(2, 5, WIDTH), torch.randn(WIDTH))
axes = {"tokens": {0: "rows", 1: "length"}, "mapped": {0: "rows", 1: "length"}}
file = str(options.file)
torch.onnx.export(network, example, file, input_names=["tokens", "mean"], output_names=["mapped"], dynamic_axes=axes, opset_version=17)
given = onnxruntime.InferenceSession(file).run(None, {"tokens": example[0].numpy(), "mean": example[1].numpy()})[0]
print(f"{options.file.stat().st_size} bytes, largest difference {abs(given - network(*example).detach().numpy()).max():.1e}")
