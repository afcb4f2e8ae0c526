"""Brings the spellings of one place name together: case, accents, marks, and ways of writing other alphabets.

`fold` is the exact key of the gazetteer; `skeleton` a rough one, built so that Ukrainian, Russian and Arabic names
written by different rules meet (Gorskoye and Hirske, Deir ez-Zor and Dayr az-Zawr). Whoever looks up a skeleton
has to compare what it finds, with `alike`.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

# Letters that do not come apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
        "ħ": "h",
        **dict.fromkeys("'’‘ʼʻʹʺ′`´\"”“ʿʾ.", ""),
        **dict.fromkeys("-‐‑–—/,()_", " "),
    }
)
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
ARABIC_ARTICLES = frozenset(["al", "el", "ar", "as", "ash", "at", "az", "ad", "an", "ed", "es"])
_ARTICLES = ARABIC_ARTICLES | frozenset(["ul", "ez", "er", "en", "the", "la", "le", "les", "los", "las"])

# Each step of the skeleton: what is written, what it is taken for. Order matters: longer spellings first.
_STEPS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"skaya\b|skoye\b|skoe\b|skoje\b|skyi\b|skyy\b|skiy\b|skij\b|skii\b|sky\b|ske\b|ska\b", "sk"),
        (r"shch|sch|sh|ch|cz|tch|ş|š|zh|j(?=[aeou])", "s"),
        (r"dzh|dj|gh|kh|x(?=[aeiou])", "h"),
        (r"ks|x", "ks"),
        (r"ck|q|c(?=[aou])", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ts|tz", "s"),
        (r"g", "h"),
        (r"w|v|b(?=y)", "v"),
        (r"z", "s"),
        (r"(?<=[a-z])h(?![aeiouy])", ""),
    )
)
_VOWELS = re.compile(r"(?<=[a-z])[aeiouyj]+|^[aeiouyj]+")
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: lower case, no accents or apostrophes, hyphens as spaces, "saint" as "st"."""
    text = name.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    words = text.translate(_LETTERS).split()
    if len(words) > 1:
        words = [_SHORT.get(w, w) for w in words]
        if words[0] == "the":
            words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of a folded name, spelled one way, without articles; "" where under three are left."""
    words = fold(name).split()
    words = [w for w in words if w not in _ARTICLES] or words
    out = []
    for word in words:
        text = _DOUBLES.sub(r"\1", word)
        for pattern, to in _STEPS:
            text = pattern.sub(to, text)
        out.append(_VOWELS.sub("", text))
    joined = "".join(out)
    return joined if len(joined) >= 3 else ""


def alike(left: str, right: str) -> float:
    """How alike two spellings are, 0 to 1, once folded; spellings of one name are mostly above 0.6."""
    return fuzz.ratio(fold(left).replace(" ", ""), fold(right).replace(" ", "")) / 100
