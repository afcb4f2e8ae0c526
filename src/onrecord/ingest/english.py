"""Tells whether a text is English, lenient with short ones and with wire copy full of foreign names."""

import re
from functools import cache

from onrecord.errors import SetupError

# words that no other language in Latin script uses often: an English story of any length is full of them
_ENGLISH_WORDS = (
    "the of and that said with by from were has have had his their which who its this it been not after would they"
    " are will more when told there than but could about into two three over before while against"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 6000  # characters
_TOO_SHORT, _SHORT = 12, 25  # words
_LATIN = 0.7  # share of Latin letters; quotations and names in other scripts take less
_NEAR_ENGLISH = ("en", "pcm", "sco")  # creoles and Scots: the identifier's guesses at terse headlines
_SURELY, _HARDLY = 0.12, 0.05  # share of the words above


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text` where it is surely not English; null for English or a doubt.

    Names do not count against a story: only a text that lacks English function words is put to the identifier.
    """
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    if _latin_share(words) < _LATIN:
        return _identify(text) or "und"
    share = sum(w in _english() for w in words) / len(words)
    # a short text without one accent is given the benefit of the doubt
    if (
        len(words) < _TOO_SHORT
        or (len(words) < _SHORT and text.isascii())
        or share >= (_HARDLY if len(words) < _SHORT else _SURELY)
    ):
        return None
    return _identify(text)


@cache
def _english() -> frozenset[str]:
    return frozenset(_ENGLISH_WORDS.split())


def _latin_share(words: list[str]) -> float:
    letters = "".join(words)
    return sum(c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in letters) / len(letters)


def _identify(text: str) -> str | None:
    language = str(_classifier()(text[:_SAMPLE].lower())[0])
    return None if language in _NEAR_ENGLISH else language


@cache
def _classifier():  # type: ignore[no-untyped-def]  # noqa: ANN202 (the library ships no types)
    try:
        from py3langid import classify  # noqa: PLC0415 (its model takes half a second; English stories never need it)
    except ImportError as error:
        raise SetupError("R202", "py3langid is not installed; run: pip install py3langid") from error
    return classify
