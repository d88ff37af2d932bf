"""Reads what a language model wrote for training: translations, and paragraphs with questions in both languages."""

import gzip
import json
import re

HAN = re.compile(r"[\u4e00-\u9fff]")
LEAD = re.compile(r"^\s*(?:Q\d*|\d+)?\s*[:.)]\s*")
# Questions copied from the prompt, and questions that say nothing outside their paragraph.
EMPTY = re.compile(r"when was it founded|when was the tower|^(?:what|who|when|where|how|why)(?: is| was| are| did)? (?:it|they|he|she)\b", re.I)


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def questions(text):
    out = []
    for line in text.split("\n"):
        english, mark, chinese = LEAD.sub("", line).partition("||")
        english, chinese = english.strip(), chinese.strip(" !！")
        if mark and english.endswith("?") and len(HAN.findall(chinese)) >= 4 and not HAN.search(english) and not EMPTY.search(english):
            out.append({"en": english, "zh": chinese if chinese[-1] in "?？" else chinese + "？"})
    return out


def paragraphs(path):
    """{en, zh, questions}: paragraphs whose translation and questions came out whole."""
    for row in lines(path):
        english, _, rest = row["out"].partition("ZH:")
        chinese, _, asked = rest.partition("Q:")
        english, chinese = " ".join(english.split()), "".join(chinese.split("\n")).strip()
        found = questions("Q:" + asked)
        name = row["item"]["text"]
        share = len(HAN.findall(chinese)) / max(1, len(chinese))
        if found and len(english) > 150 and len(chinese) > 50 and share > 0.6 and 0.15 < len(chinese) / len(english) < 0.7:
            yield {"en": english.replace(f"({name})", "").replace("  ", " "), "zh": chinese, "questions": found[:4]}


def documents(path):
    """The same for paragraphs that people wrote and translated."""
    for row in lines(path):
        found = questions("Q:" + row["out"])
        if found:
            yield {"en": row["item"]["en"], "zh": row["item"]["zh"], "questions": found[:4]}


def translations(path):
    for row in lines(path):
        text, english = row["item"]["text"], " ".join(row["out"].split())
        if not HAN.search(english) and 1.2 < len(english) / len(text) < 8:
            yield {"source": "translated", "language": row["item"]["language"], "text": text, "hant": row["item"]["hant"], "en": english, "document": False}
