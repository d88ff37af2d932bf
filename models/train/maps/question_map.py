"""
A matrix that turns a question's vector towards the passages, and the sentences, that answer it:

  python question_map.py WORK FILE

Cross-entropy over the passages of a batch, scored as core/retrieval/retriever.ts scores them, and over the sentences of the
right one. Written as float32, row after row.
"""
import argparse
import sys
from pathlib import Path

import torch
from scores import KINDS, blended, turned
from torch.nn.functional import cross_entropy

sys.path.append(str(Path(__file__).parent.parent / "passages"))
from texts import WIDTH, Texts

MOST = 8  # sentences of a passage

arguments = argparse.ArgumentParser()
arguments.add_argument("work", type=Path)
arguments.add_argument("file", type=Path)
arguments.add_argument("--steps", type=int, default=600)
arguments.add_argument("--batch", type=int, default=128)
arguments.add_argument("--rate", type=float, default=3e-4)
arguments.add_argument("--sentences", type=float, default=0.3, help="weight of choosing the sentence")
arguments.add_argument("--decay", type=float, default=1e-3)
options = arguments.parse_args()
torch.manual_seed(0)
texts = Texts(options.work)
vectors = torch.from_numpy(texts.vectors)


class Asked:
    """The questions of one language over the passages of one version."""

    def __init__(self, passages, version, asked):
        self.passages = vectors[[passage["whole"][version] for passage in passages]]
        self.sentences = torch.zeros(len(passages), MOST, WIDTH)
        self.there = torch.zeros(len(passages), MOST, dtype=torch.bool)
        for i, passage in enumerate(passages):
            own = vectors[passage[version][:MOST]]
            self.sentences[i, : len(own)], self.there[i, : len(own)] = own, True
        questions = [(i, question) for i, passage in enumerate(passages) for question in passage["answerable"]]
        self.questions = vectors[[question[asked] for _, question in questions]]
        self.right = torch.tensor([i for i, _ in questions])
        self.gold = torch.tensor([question["s"] for _, question in questions])

    def scores(self, questions, passages):
        whole = questions @ self.passages[passages].T
        best = torch.einsum("qd,psd->qps", questions, self.sentences[passages]).max(-1).values
        return blended(whole, best)

    def choices(self, questions, passages):
        scores = torch.einsum("qd,qsd->qs", questions, self.sentences[passages])
        return scores.masked_fill(~self.there[passages], -9)


training, held_out = (
    {kind: Asked(passages, *kind) for kind in KINDS} for passages in (texts.training, texts.held_out)
)
matrix = torch.nn.Parameter(torch.zeros(WIDTH, WIDTH))


def measure(title):
    print(title, f"({len(texts.held_out)} passages held out: right passage first, right sentence first)", flush=True)
    for (version, asked), own in held_out.items():
        with torch.no_grad():
            questions = turned(own.questions, matrix)
            passage = (own.scores(questions, slice(None)).argmax(1) == own.right).float().mean()
            sentence = (own.choices(questions, own.right).argmax(1) == own.gold).float().mean()
        print(f"  {asked}→{version}  {100 * passage:.1f}  {100 * sentence:.1f}", flush=True)


measure("before")
optimizer = torch.optim.Adam([matrix], lr=options.rate)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=options.steps, pct_start=0.05)
for step in range(options.steps):
    own = training[KINDS[step % len(KINDS)]]
    passages = torch.randperm(len(own.passages))[: options.batch]
    place = torch.full((len(own.passages),), -1)
    place[passages] = torch.arange(len(passages))
    asked = (place[own.right] >= 0).nonzero()[:, 0]
    asked = asked[torch.randperm(len(asked))[: options.batch]]
    questions, right = turned(own.questions[asked], matrix), own.right[asked]
    loss = cross_entropy(own.scores(questions, passages) / 0.03, place[right])
    loss = loss + options.sentences * cross_entropy(own.choices(questions, right) / 0.05, own.gold[asked])
    loss = loss + options.decay * (matrix**2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
measure("after")
options.file.write_bytes(matrix.detach().numpy().astype("<f4").tobytes())
