"""What the embedder is trained for: the passage that answers, the translation, and to stay where it was."""

import random

import torch
import torch.nn.functional as F

from scores import TOKEN_MATCH, by_token, by_vector, signs
from texts import DEVICE, joined

NEVER = -9.0  # a score that no text has
SCRIPTS = ("hans", "hant")
# Tokens kept of each kind of text.
QUESTION, PASSAGE, SINGLE = 72, 384, 160


def contrast(scores, target, temperature):
    return F.cross_entropy(scores / temperature, target)


class Losses:
    def __init__(self, student, origin, texts, weights, means, data, options):
        self.student, self.origin, self.texts, self.weights, self.means = student, origin, texts, weights, means
        self.passages, self.single, self.options = data["passages"], data["single"], options
        self.pairs = [p for p in data["pairs"] for _ in range(3 if p[0] == "yue" else 1)]
        self.own = own_pairs(self.passages)
        self.queue = []
        self.near = self.neighbours() if options.neighbours else None

    def start(self, texts, role, most):
        with torch.no_grad():
            return self.texts.see(self.origin, texts, role, most).vectors

    def neighbours(self):
        """Of each passage the six nearest by the start's vectors."""
        vectors = self.start([joined(p["en"], "en") for p in self.passages], "passage", PASSAGE)
        vectors = F.normalize(vectors - vectors.mean(0), dim=-1)
        nearest = (vectors @ vectors.T).topk(min(7, len(vectors)), 1).indices.tolist()
        return [[j for j in row if j != i][:6] for i, row in enumerate(nearest)]

    def batch_of_passages(self):
        """Some in twos that lie close together, the rest by chance."""
        size, places = min(self.options.batch, len(self.passages)), {}
        if self.near:
            seeds = random.sample(range(len(self.passages)), int(size * self.options.neighbours / 2))
            places = dict.fromkeys(seeds + [random.choice(self.near[i]) for i in seeds])
        for i in random.sample(range(len(self.passages)), len(self.passages)):
            if len(places) >= size:
                break
            places.setdefault(i)
        return [self.passages[i] for i in places]

    def questions(self):
        """A question of each passage, in English and in Chinese, over passages in one language or in both."""
        o, passages = self.options, self.batch_of_passages()
        versions = random.choices((("en",), ("zh",), ("en", "zh")), (0.3, 0.3, 0.4))[0]
        questions = [random.choice(passage["answerable"]) for passage in passages]
        wholes, whole_in, sentence_in, passage_of, right = [], [], [], [], []
        for i, (passage, question) in enumerate(zip(passages, questions)):
            version = random.choice(versions)
            kept = list(range(len(passage["en"])))
            if random.random() < 0.35:
                kept = [at for at in kept if at == question["s"] or random.random() < 0.6]
            every = passage["en" if version == "en" else random.choice(SCRIPTS)]
            wholes.append([every[at] for at in kept])
            whole_in.append(version)
            right.append(len(passage_of) + kept.index(question["s"]))
            sentence_in += [version] * len(kept)
            passage_of += [i] * len(kept)
        passage_of, right = torch.tensor(passage_of, device=DEVICE), torch.tensor(right, device=DEVICE)
        p, s = self.texts.read(self.student, wholes, PASSAGE)
        p_vectors = self.means.vectors(p, "passage", whole_in)
        s_vectors = self.means.vectors(s, "passage", sentence_in)
        s_bits = signs(self.means.tokens(s, "passage", sentence_in))
        target = torch.arange(len(passages), device=DEVICE)
        losses, said = [], []
        for asked in ([(q["en"], "en") for q in questions], [in_chinese(q) for q in questions]):
            texts, languages = zip(*asked)
            q = self.texts.see(self.student, texts, "query", QUESTION)
            score, each = by_vector(self.means.vectors(q, "query", languages), p_vectors, s_vectors, passage_of)
            loss = contrast(score, target, 0.03) + 0.3 * contrast(score.T, target, 0.03)
            own = each.masked_fill(passage_of[None] != target[:, None], NEVER)
            loss = loss + o.sentences * contrast(own, right, 0.05) + 0.2 * contrast(each, right, 0.04)
            q_bits = signs(self.means.tokens(q, "query", languages))
            met = by_token(
                q_bits, self.weights[q.ids], q.text_of, len(texts), s_bits, passage_of[s.text_of], len(passages)
            )
            # Half of the vectors' gradient: they have a term of their own.
            together = (score + score.detach()) / 2 + TOKEN_MATCH * met
            losses.append(loss + o.tokens * contrast(together, target, 0.05))
            said.append(F.log_softmax(score / 0.05, -1))
        english, chinese = said
        # What the English question finds likely, the same question in Chinese should.
        apart = F.kl_div(chinese, english.detach(), reduction="batchmean", log_target=True)
        return (losses[0] + o.chinese * losses[1]) / (1 + o.chinese) + o.agree * apart

    def translations(self):
        """Pairs of like length, half of them public and half the passages' own; either side asks for the other."""
        o = self.options
        if not self.queue:
            size = o.pairs * 4
            some = random.sample(self.pairs, min(size, len(self.pairs))) + random.sample(self.own, min(size, len(self.own)))
            some.sort(key=lambda pair: len(pair[2]))
            self.queue = [some[i : i + o.pairs] for i in range(0, len(some), o.pairs)]
            random.shuffle(self.queue)
        batch, sides = self.queue.pop(), {"query": ([], []), "passage": ([], [])}
        for language, forms, english in batch:
            two = [(random.choice(forms), language), (english, "en")]
            if random.random() < 0.5:
                two.reverse()
            for (texts, languages), (text, of) in zip(sides.values(), two):
                texts.append(text)
                languages.append(of)
        vectors, moved = {}, 0.0
        for role, (texts, languages) in sides.items():
            seen = self.texts.see(self.student, texts, role, QUESTION)
            vectors[role] = self.means.vectors(seen, role, languages, learn=True)
            with torch.no_grad():
                self.means.tokens(seen, role, languages, learn=True)
            moved = moved + (1 - (seen.vectors * self.start(texts, role, QUESTION)).sum(1)).mean()
        scores, target = vectors["query"] @ vectors["passage"].T, torch.arange(len(batch), device=DEVICE)
        numbers = {}
        same = torch.tensor([numbers.setdefault(english, len(numbers)) for *_, english in batch], device=DEVICE)
        # The same English twice is no wrong answer.
        scores = scores.masked_fill((same[:, None] == same[None]) & (target[:, None] != target[None]), NEVER)
        return (contrast(scores, target, 0.03) + contrast(scores.T, target, 0.03)) / 2 + o.anchor * moved

    def anchor(self):
        """Texts of one language, one to five sentences long: they stay where they were, and as far from each other."""
        some, texts = random.sample(self.single, min(160, len(self.single))), []
        for _ in range(120):
            language = random.choice(("yue", "zh", "en"))
            own = [t["text"] for t in random.sample(some, min(20, len(some))) if t["language"] == language]
            if own:
                texts.append(joined(own[: random.randint(1, 5)], language))
        role = random.choice(("query", "passage"))
        now, before = self.texts.see(self.student, texts, role, SINGLE).vectors, self.start(texts, role, SINGLE)
        kept = ((now @ now.T - before @ before.T) ** 2).mean()
        return 30 * kept + 2 * self.options.anchor * (1 - (now * before).sum(1)).mean()


def in_chinese(question):
    if random.random() < 0.4:
        return question[random.choice(SCRIPTS)], "zh"
    # The product embeds Cantonese as it is and led through written words.
    return (question["yue"], "yue") if random.random() < 0.6 else (question["bridged"], "zh")


def own_pairs(passages):
    pairs = []
    for passage in passages:
        pairs += [("zh", forms[:2], forms[2]) for forms in zip(passage["hans"], passage["hant"], passage["en"])]
        for question in passage["answerable"] + passage["unanswerable"]:
            pairs.append(("zh", (question["hans"], question["hant"]), question["en"]))
            pairs.append(("yue", (question["yue"],), question["en"]))
    return pairs
