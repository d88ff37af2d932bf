"""Training batches. A batch is a list of items: a query and a passage, each in a language, with the teacher's text.

An item shows the student one language on each side; the teacher sees the English of both (or the same text where
there is no English), so that every direction and the mixed pool are trained by one loss.
"""

import json
import random
import re
from dataclasses import dataclass


CLOSED = "。？！；：…?!.;:」』”"

# Share of Chinese texts in which a word or two stand in English.
MIXED = 0.12
QUESTIONS = (
    {"zh": "{}是什么？", "yue": "{}係咩嚟㗎？", "en": "What is {}?"},
    {"zh": "关于{}", "yue": "關於{}", "en": "About {}"},
    {"zh": "{}有多少？", "yue": "有幾多{}？", "en": "How many {} are there?"},
    {"zh": "为什么需要{}？", "yue": "點解要{}？", "en": "Why is {} needed?"},
    {"zh": "文章怎样谈到{}？", "yue": "篇文點講{}？", "en": "What does the article say about {}?"},
)


@dataclass
class Side:
    text: str
    language: str  # yue, zh or en
    teacher: str


def load(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Sampler:
    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.units, mono = load(folder / "units.jsonl"), load(folder / "mono.jsonl")
        self.lexicon = load(folder / "lexicon.jsonl")
        self.mono = {k: [u for u in mono if u["language"] == k] for k in ("yue", "zh", "en")}
        self.sentences = [u for u in self.units for _ in range(3 if u["language"] == "yue" else 1)]
        self.loose = {k: [u for u in self.units if not u["document"] and u["language"] == k] for k in ("yue", "zh")}
        self.documents = {}
        for unit in self.units:
            if unit["document"]:
                self.documents.setdefault(unit["source"], []).append(unit)
        self.problems = [p for p in map(split_problem, self.units) if p]
        self.queue = []

    def chinese(self, units):
        """The Chinese of the units, all Simplified or all Hong Kong Traditional, as a coin falls."""
        key = self.random.choice(("text", "hant"))
        mixed = self.random.random() < MIXED
        texts = [self.mix(u, key) if mixed else u[key] for u in units]
        return "".join(text if text[-1] in CLOSED else text + "。" for text in texts)

    def mix(self, unit, key):
        """The text as Hong Kong might type it: one or two of its words in English."""
        text, words = unit[key], unit.get("words", [])
        for word in self.random.sample(words, min(len(words), self.random.randint(1, 2))):
            text = text.replace(word[key == "hant"], f" {word[2]} ", 1)
        return text.strip()

    def words(self, size):
        """Dictionary words against their English, a third of them inside a question."""
        items = []
        for unit in self.random.sample(self.lexicon, size):
            chinese, english = self.random.choice((unit["text"], unit["hant"])), unit["en"]
            if not english.startswith("to ") and self.random.random() < 0.34:
                forms = self.random.choice(QUESTIONS)
                chinese, english = (form.format(word) for form, word in zip((forms[unit["language"]], forms["en"]), (chinese, english)))
            sides = [Side(chinese, unit["language"], english), Side(english, "en", english)]
            items.append(tuple(sides if self.random.random() < 0.5 else sides[::-1]))
        return items

    def side(self, units, english):
        teacher = " ".join(u["en"] for u in units)
        if english:
            return Side(teacher, "en", teacher)
        return Side(self.chinese(units), units[0]["language"], teacher)

    def pairs(self, size):
        """Sentence pairs of like length, one side Chinese and the other English."""
        if len(self.queue) < 1:
            order = sorted(self.random.sample(self.sentences, size * 16), key=lambda u: len(u["en"]))
            self.queue = [order[i : i + size] for i in range(0, len(order), size)]
            self.random.shuffle(self.queue)
        flips = [(unit, self.random.random() < 0.5) for unit in self.queue.pop()]
        return [(self.side([unit], flip), self.side([unit], not flip)) for unit, flip in flips]

    def languages(self):
        """English or not, for query and passage; across languages four times in five."""
        first = self.random.random() < 0.5
        return first, (not first if self.random.random() < 0.8 else first)

    def window(self, document, start, limit):
        """Rows in order up to `limit` characters of English: 150 words are about 900."""
        rows, length = [], 0
        for unit in document[start : start + 12]:
            if rows and length + len(unit["en"]) > limit:
                break
            rows.append(unit)
            length += len(unit["en"])
        return rows

    def passages(self, size):
        """A sentence as the query; as the passage, the text around it. Neighbours in a document are hard negatives."""
        items = []
        while len(items) < size:
            draw, limit = self.random.random(), self.random.randint(250, 900)
            if draw < 0.35:
                problem = self.random.choice(self.problems)
                items.append(self.item([problem["question"]], [problem["whole"]]))
            elif draw < 0.65:
                document = self.documents[self.random.choice(list(self.documents))]
                start = self.random.randrange(len(document) - 30)
                for _ in range(4):
                    rows = self.window(document, start, limit)
                    items.append(self.cloze(rows))
                    start += len(rows)
            else:
                pool = self.loose[self.random.choice(("zh", "zh", "yue"))]
                items.append(self.cloze(self.window(self.random.sample(pool, 12), 0, limit)))
        return items[:size]

    def cloze(self, rows):
        at = self.random.randrange(len(rows))
        removed = len(rows) > 2 and self.random.random() < 0.25
        return self.item([rows[at]], rows[:at] + rows[at + 1 :] if removed else rows)

    def item(self, query, passage):
        first, second = self.languages()
        return self.side(query, first), self.side(passage, second)

    def monolingual(self, size):
        """Chinese sentences against texts put together from them: the teacher's own Chinese space is kept."""
        items = []
        for _ in range(size):
            language = self.random.choice(("zh", "zh", "yue", "en"))
            rows = self.random.sample(self.mono[language], self.random.randint(1, 7))
            shuffled = self.random.sample(rows, len(rows))
            if language == "en":
                query, passage = rows[0]["text"], " ".join(row["text"] for row in shuffled)
            else:
                query, passage = self.chinese(rows[:1]), self.chinese(shuffled)
            items.append((Side(query, language, query), Side(passage, language, passage)))
        return items


def split_problem(unit):
    """A word problem whose last sentence is its question, in both languages; None where it does not end in one."""
    if unit["source"] != "yue_gsm8k":
        return None
    chinese = [s for s in re.split(r"(?<=[。？！?!])", unit["text"]) if s.strip()]
    english = [s for s in re.split(r"(?<=[.?!])\s+", unit["en"]) if s.strip()]
    if len(chinese) < 2 or len(english) < 2 or chinese[-1][-1] not in "？?" or english[-1][-1] != "?":
        return None
    question = {**unit, "text": chinese[-1], "hant": chinese[-1], "en": english[-1]}
    return {"question": question, "whole": unit}
