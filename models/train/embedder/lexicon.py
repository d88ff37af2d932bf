"""Words of the dictionaries beside the data: pairs for training, and English for words inside Chinese sentences."""

import gzip
import re

NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# Glosses that speak of the word instead of translating it.
ABOUT = re.compile(
    r"variant of|surname|used in|see also|^see |^CL:|abbr\.|erhua|^\(|old name|Kangxi|\bsb\b|\bsth\b|\bTw\b|^lit\.|archaic"
)
ENTRY = re.compile(r"^(\S+) (\S+) \[[^\]]*\](?: \{[^}]*\})? /(.*)/\s*$")


def glosses(text):
    """The translations of a dictionary line that can stand alone: at most four, of at most five words each."""
    out = []
    for gloss in re.split(r"[/;]", text):
        gloss = re.sub(r"\s+", " ", NOTE.sub("", gloss)).strip(" ,.")
        if gloss and not ABOUT.search(gloss) and len(gloss.split()) <= 8 and re.fullmatch(r"[\x20-\x7e]+", gloss):
            out.append(gloss)
    return out[:4]


def entries(folder):
    """(language, Simplified, Traditional, glosses), Cantonese ones only in Traditional."""
    for name, language in (("cc-cedict.u8.gz", "zh"), ("cc-canto.txt.gz", "yue")):
        with gzip.open(folder / name, "rt", encoding="utf-8") as file:
            for line in file:
                match = ENTRY.match(line)
                words = glosses(match[3]) if match else []
                if words and len(match[1]) > 1:
                    yield language, match[1] if language == "yue" else match[2], match[1], words
    with gzip.open(folder / "wordnet-en-yue-cmn.tsv.gz", "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            _, english, yue, simplified = line.rstrip("\n").split("\t")
            words = [word.strip() for word in english.split(";")][:4]
            for language, text in (("yue", yue), ("zh", simplified)):
                for word in text.split(";"):
                    word = word.replace("+", "").strip()
                    if len(word) > 1:
                        yield language, word, None, words


def read_lexicon(folder, to_traditional):
    """Units like those of sentence pairs; one a word, its English the first gloss, all of them in `glosses`."""
    units = {}
    for language, text, traditional, words in entries(folder):
        key = (language, text)
        unit = units.setdefault(
            key, {"source": "lexicon", "language": language, "text": text, "hant": traditional or "", "glosses": []}
        )
        unit["glosses"] += [word for word in words if word not in unit["glosses"]]
        unit["hant"] = unit["hant"] or (to_traditional(text) if language == "zh" else text)
    for unit in units.values():
        unit["en"], unit["document"] = unit["glosses"][0], False
    return list(units.values())


def mixable(units, lexicon, longest=6):
    """For each unit, the Chinese words whose English stands in its translation: [[Simplified, Traditional, English]]."""
    english = {}
    for unit in lexicon:
        english.setdefault(unit["text"], []).extend(unit["glosses"])
    for unit in units:
        found, text, low = [], unit["text"], unit["en"].lower()
        for start in range(len(text)):
            for length in range(min(longest, len(text) - start), 1, -1):
                word = text[start : start + length]
                gloss = next((g for g in english.get(word, ()) if len(g) > 3 and re.search(rf"\b{re.escape(g.lower())}\b", low)), None)
                if gloss:
                    found.append([word, unit["hant"][start : start + length], gloss])
                    break
        unit["words"] = found[:6]
