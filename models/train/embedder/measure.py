"""How well the held-out articles' questions find their passages and sentences, and the public figures, while training."""

import torch
import torch.nn.functional as F

from evaluate import COLUMNS, evaluate, load_tokenizer
from losses import NEVER, PASSAGE, QUESTION
from means import ROLES, YUE_PAIRS, ZH_PAIRS, public_texts
from model import embed
from scores import TOKEN_MATCH, Means, by_token, by_vector
from texts import DEVICE

ASKED = (("en", "en"), ("hans", "zh"), ("yue", "yue"), ("bridged", "zh"))


def means_of(model, texts, pairs):
    """Over public pairs alone, where means.py takes articles too."""
    means = Means()
    for role in ROLES:
        for language, own in public_texts(pairs, YUE_PAIRS, ZH_PAIRS)[role].items():
            seen = texts.see(model, own, role, QUESTION)
            for off in (means.vectors, means.tokens):
                off(seen, role, [language] * len(own), learn=True)
    return means


def percent(scores, gold):
    return 100 * (scores.argmax(1) == gold).float().mean().item()


def held_out_figures(model, texts, weights, means, passages):
    """Right passage first by vectors, by tokens and by both; right sentence of the right passage, by vectors."""
    questions = [q for p in passages for q in p["answerable"]]
    gold = torch.tensor([i for i, p in enumerate(passages) for _ in p["answerable"]], device=DEVICE)
    passage_of = torch.tensor([i for i, p in enumerate(passages) for _ in p["en"]], device=DEVICE)
    first = torch.cumsum(torch.tensor([0] + [len(p["en"]) for p in passages]), 0).tolist()
    right = torch.tensor([first[i] + q["s"] for i, p in enumerate(passages) for q in p["answerable"]], device=DEVICE)
    for version in ("en", "hans"):
        language = "en" if version == "en" else "zh"
        p, s = texts.read(model, [p[version] for p in passages], PASSAGE)
        s_vectors = means.vectors(s, "passage", [language] * len(passage_of))
        p_vectors = means.vectors(p, "passage", [language] * len(passages))
        bits = torch.sign(means.tokens(s, "passage", [language] * len(passage_of)))
        known = {}
        for asked, of in ASKED:
            q = texts.see(model, [question[asked] for question in questions], "query", QUESTION)
            tokens = torch.sign(means.tokens(q, "query", [of] * len(questions)))
            met = by_token(
                tokens, weights[q.ids], q.text_of, len(questions), bits, passage_of[s.text_of], len(passages)
            )
            known[asked] = means.vectors(q, "query", [of] * len(questions)), met
        # As the product asks in Cantonese: both readings together.
        (one, met), (two, also) = known["yue"], known["bridged"]
        known["yue, both"] = F.normalize(one + two, dim=-1), (met + also) / 2
        for asked, (vectors, met) in known.items():
            score, each = by_vector(vectors, p_vectors, s_vectors, passage_of)
            own = each.masked_fill(passage_of[None] != gold[:, None], NEVER)
            figures = percent(score, gold), percent(met, gold), percent(score + TOKEN_MATCH * met, gold), percent(own, right)
            yield f"{asked} > {version}", figures


@torch.no_grad()
def measure(model, title, texts, weights, pairs, held_out, tokenizer, data):
    """@param held_out may be empty, and `data` None: then nothing is said about them."""
    means = means_of(model, texts, pairs) if held_out or data else None
    if held_out:
        print(f"{title}: passage first by vectors, tokens, both; sentence", flush=True)
        for name, figures in held_out_figures(model, texts, weights, means, held_out):
            print(f"  {name}: " + " ".join(f"{value:.1f}" for value in figures), flush=True)
    if data:
        off = {
            role: {of: means.values["vector", role, of].cpu().numpy() for of in ("yue", "zh", "en")}
            for role in ("query", "passage")
        }
        figures = evaluate(lambda ids: embed(model, ids), load_tokenizer(tokenizer), data, off)
        print(f"{title}: " + " | ".join(f"{name} {figures[name]:.1f}" for name in COLUMNS), flush=True)
