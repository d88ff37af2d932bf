"""Fine-tunes the encoder so that Cantonese and Chinese land where the starting model puts their English."""

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from batches import Sampler
from evaluate import COLUMNS, evaluate, load_tokenizer
from means import measure_means
from model import Encoder, Product, embed, pad, pool

# Items in a batch, and the tokens that a query and a passage keep. A GPU takes `--scale` times as many items.
KINDS = {"pairs": (128, 64, 64), "passages": (40, 48, 192), "monolingual": (40, 48, 160), "words": (160, 24, 24)}
CYCLE = ("pairs", "passages", "pairs", "passages", "words", "pairs", "passages", "monolingual")


class Means:
    """Running means by (prefix, language), subtracted as the server subtracts them."""

    def __init__(self, keep=0.97):
        self.keep, self.values = keep, {}

    def centre(self, vectors, prefix, languages):
        out = torch.empty_like(vectors)
        for language in sorted(set(languages)):
            rows = [i for i, name in enumerate(languages) if name == language]
            key, batch = (prefix, language), vectors[rows].detach().mean(0)
            old = self.values.get(key, batch)
            self.values[key] = self.keep * old + (1 - self.keep) * batch
            out[rows] = vectors[rows] - self.values[key]
        return F.normalize(out, dim=-1)


def encode(model, tokenizer, texts, prefix):
    """Unit vectors of the texts, in parts of like length so that little is spent on padding."""
    rows = [row.ids for row in tokenizer.encode_batch([f"{prefix}: {text}" for text in texts])]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    device = model.word.weight.device
    parts = max(1, round(sum(map(len, rows)) / (2000 if device.type == "cpu" else 20000)))
    out = []
    with torch.autocast(device.type, dtype=torch.bfloat16):
        for part in range(parts):
            ids, mask = pad([rows[i] for i in order[part * len(rows) // parts : (part + 1) * len(rows) // parts]], 8)
            ids, mask = ids.to(device), mask.to(device)
            out.append(pool(model(ids, mask), mask))
    return torch.cat(out)[torch.argsort(torch.tensor(order)).to(device)]


def soft_contrast(scores, teacher, temperature, trust):
    """Cross-entropy to a mixture of the true pair and the teacher's own distribution over the batch."""
    target = trust * F.softmax(teacher / temperature, dim=1) + (1 - trust) * torch.eye(len(scores), device=scores.device)
    return -(target * F.log_softmax(scores / temperature, dim=1)).sum(1).mean()


def loss_of(batch, kind, student, teacher, origin, means, teacher_means, tokenizers, options):
    sides, raw, moved = [], [], 0.0
    for at, prefix in enumerate(("query", "passage")):
        part, tokenizer = [item[at] for item in batch], tokenizers[kind][at]
        languages = [side.language for side in part]
        # Monolingual batches keep the Chinese of the teacher; the others aim at its English.
        own = kind == "monolingual"
        vectors = encode(student, tokenizer, [side.text for side in part], prefix)
        with torch.no_grad():
            goal = encode(teacher, tokenizer, [side.teacher for side in part], prefix)
        goal_centred = teacher_means.centre(goal, prefix, languages if own else ["en"] * len(part))
        sides.append((means.centre(vectors, prefix, languages), goal_centred))
        raw.append((vectors, goal))
        if options.anchor:
            with torch.no_grad():
                before = encode(origin, tokenizer, [side.text for side in part], prefix)
            moved = moved + (1 - (vectors * before).sum(1)).mean()
    (q, tq), (p, tp) = sides
    scores, wanted = q @ p.T, tq @ tp.T
    if kind == "monolingual" and options.anchor:
        return 3 * options.anchor * moved
    loss = soft_contrast(scores, wanted, options.temperature, options.trust)
    loss = (loss + soft_contrast(scores.T, wanted.T, options.temperature, options.trust)) / 2
    structure = sum(((s @ s.T - t @ t.T) ** 2).mean() for s, t in sides) + ((scores - wanted) ** 2).mean()
    if kind == "monolingual":
        return loss + 30 * structure
    aligned = sum((1 - (s * t).sum(1)).mean() for s, t in sides)
    aligned_raw = sum((1 - (s * t).sum(1)).mean() for s, t in raw)
    return options.contrast * loss + options.align * (aligned + aligned_raw) + options.keep * structure + options.anchor * moved


def rate(step, done, warm=30):
    """Share of the peak rate: a short warm-up, then half a cosine to 3% as `done` goes from 0 to 1."""
    return min(1, (step + 1) / warm) * (0.03 + 0.97 * (0.5 + 0.5 * math.cos(math.pi * min(1, done))))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prepared", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/eval"), help="development half, to watch")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to start from; the prepared base unless given")
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--minutes", type=float, default=math.inf, help="ends the schedule early, for a busy machine")
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--temperature", type=float, default=0.03)
    parser.add_argument("--trust", type=float, default=0.5, help="share of the teacher in the contrast's target")
    parser.add_argument("--align", type=float, default=5.0)
    parser.add_argument("--watch", type=int, default=400, help="steps between measurements and checkpoints")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--scale", type=int, default=1, help="times the items of a batch")
    parser.add_argument("--rounded", type=float, default=1.0, help="share of the schedule after which int8 rounding is met")
    parser.add_argument("--tables", type=float, default=0.0, help="rate of the word matrix; 0 leaves it as it is")
    parser.add_argument("--anchor", type=float, default=0.0, help="weight of staying where the start puts a text")
    parser.add_argument("--contrast", type=float, default=1.0)
    parser.add_argument("--kinds", default=",".join(CYCLE), help="batches in turn")
    parser.add_argument("--keep", type=float, default=10.0, help="weight of the teacher's similarities")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)

    base = torch.load(options.prepared / "base.pt", weights_only=True)
    student, teacher = Encoder(len(base["word.weight"])), Encoder(len(base["word.weight"]))
    teacher.load_state_dict(base)
    teacher.requires_grad_(False)
    student.load_state_dict(torch.load(options.start, weights_only=True) if options.start else base)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    origin = Encoder(len(base["word.weight"]))
    origin.load_state_dict(student.state_dict())
    origin.requires_grad_(False)
    student, teacher, origin = (model.to(device) for model in (student, teacher, origin))
    for table in (student.pos, student.kind) if options.tables else (student.word, student.pos, student.kind):
        table.requires_grad_(False)
    layers = [p for name, p in student.named_parameters() if p.requires_grad and name != "word.weight"]
    groups = [{"params": layers, "peak": options.rate, "weight_decay": 0.01}]
    if options.tables:
        groups.append({"params": [student.word.weight], "peak": options.tables, "weight_decay": 0.0})
    optimizer = torch.optim.AdamW(groups, lr=options.rate)
    mean = {name: value.detach().clone() for name, value in student.state_dict().items()}
    step, resume = 0, options.out / "resume.pt"
    if resume.exists():
        saved = torch.load(resume, weights_only=True)
        step = saved["step"]
        student.load_state_dict(saved["student"])
        optimizer.load_state_dict(saved["optimizer"])
    # The sampler restarts from a seed of its own at a resumed step: the batches differ, the recipe does not.
    sampler = Sampler(options.prepared, options.seed + step)
    tokenizers = {k: [load_tokenizer(options.tokenizer, n) for n in lengths] for k, (_, *lengths) in KINDS.items()}
    watching = load_tokenizer(options.tokenizer)
    means, teacher_means = Means(), Means()
    cycle = options.kinds.split(",")
    began, totals = time.time(), dict.fromkeys(KINDS, 0.0)

    def done():
        return max(step / options.steps, (time.time() - began) / 60 / options.minutes)

    watched = Encoder(len(base["word.weight"])).to(device)

    def run(ids):
        return embed(watched, ids)

    while done() < 1:
        kind = cycle[step % len(cycle)]
        batch = getattr(sampler, kind)(KINDS[kind][0] * options.scale)
        for part in student.modules():
            if isinstance(part, Product):
                part.rounded = done() >= options.rounded
        loss = loss_of(batch, kind, student, teacher, origin, means, teacher_means, tokenizers, options)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(step, done())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        keep = min(0.995, (step + 1) / (step + 10))
        for name, value in student.state_dict().items():
            mean[name].lerp_(value, 1 - keep)
        totals[kind] = 0.9 * totals[kind] + 0.1 * loss.item() if totals[kind] else loss.item()
        step += 1
        if step % 20 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in totals.items())
            print(f"step {step} ({done():.0%}) {time.time() - began:.0f}s {shown}", flush=True)
        if step % options.watch == 0 or done() >= 1:
            torch.save(student.state_dict(), options.out / f"step-{step}.pt")
            torch.save(mean, options.out / "last.pt")
            torch.save({"step": step, "student": student.state_dict(), "optimizer": optimizer.state_dict()}, resume)
            watched.load_state_dict(mean)
            current = measure_means(run, watching, sampler.units, 0.3)
            figures = evaluate(run, watching, options.data, current)
            print("float " + " | ".join(f"{name} {figures[name]:.1f}" for name in COLUMNS), flush=True)
            for part in watched.modules():
                if isinstance(part, Product):
                    part.rounded = True
            current = measure_means(run, watching, sampler.units, 0.3)
            figures = evaluate(run, watching, options.data, current)
            print("int8  " + " | ".join(f"{name} {figures[name]:.1f}" for name in COLUMNS), flush=True)
            for part in watched.modules():
                if isinstance(part, Product):
                    part.rounded = False


if __name__ == "__main__":
    main()
