"""The docs pages that are made from the lexicons: how attribution is decided, and the codebook of events."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord import lexicons
from onrecord.extract import codebook

FIGURES = Path(__file__).parent.parent / "docs" / "figures.json"

ATTRIBUTION = """# How onrecord decides who said it

1. **Quotations** are found on the raw characters: straight and curly marks, guillemets, doubled apostrophes, marks
   that a paragraph leaves open. A broken mark never swallows more than its paragraph.
2. **Cues** are found over the parse: verbs that present a content (the first table), nouns ("a claim that"), phrases
   ("according to"), hearsay adverbs, the colon and the dash of headlines. A cue's class says how it places the source
   towards the content; a denying cue turns the stance to deny, a negated one is kept and makes no claim.
3. **The source** is the cue's subject, the by-phrase of a passive, or what stands after "according to"; the whole noun
   phrase with its identifying apposition, without relative clauses. Where nobody is named it is null.
4. **The content** is what hangs on the cue, cut without the reporter's own tag and joined where it is split. A
   quotation that goes on after the cue or into the next paragraph belongs to the same attribution.
5. **Who it is** comes from the story: a ledger of people and bodies resolves "its mayor", "he", "It", "the ministry"
   to the fullest name told. Country and kind come from the words of the mention and the lexicons of nations, roles and
   organisations; a side only from the text ("pro-X separatists") or a cited lexicon line.
6. **The reporter's own word** is kept apart: reporters of the agency who saw it (witnessed), and the phrases by which a
   story says that a claim could not be verified, was confirmed or is disputed (the table of the story's own word).

An event told only inside an attribution is never the story's own: its voice is `attributed`.
"""

TABLES = (
    ("cues", "Verbs that present a content", "cue_class"),
    ("nouns", "Nouns on which attribution turns", "sort"),
    ("phrases", "Phrases and adverbs", "kind"),
    ("verification", "The story's own word on a claim", "checked"),
)


def attribution_page() -> str:
    """How onrecord decides who said it, with every cue line and the figures measured."""
    parts = [ATTRIBUTION, "## Figures\n", *_figures("attribution")]
    for name, title, column in TABLES:
        parts += [f"\n## {title}\n", f"| line | {column} | example |", "|---|---|---|"]
        for line in lexicons.read("extract", name, lexicons.AnyFields):
            fields = line.model_dump()
            parts.append(f"| {_words(line.key, fields)} | {fields.get(column, 'neutral')} | {line.example} |")
    return "\n".join(parts)


def _words(key: str, fields: dict[str, object]) -> str:
    words = fields.get("words")
    return ", ".join(words) if isinstance(words, Sequence) and words else key.replace("_", " ")


def _figures(topic: str) -> Iterator[str]:
    measured = json.loads(FIGURES.read_text(encoding="utf-8"))
    yield f"Measured on {measured['on']} by `{measured['by']}`.\n"
    yield "| corpus | figure | value |"
    yield "|---|---|---|"
    for row in measured["figures"]:
        if row["topic"] == topic:
            yield f"| {row['corpus']} | {row['figure']} | {row['value']} |"


FIGURES_HEAD = """# How well it reads

F1 or share right, in percent. The stories of the first three sets were looked at while the rules were written, and so
were the errors on the other corpora: expect less on others.
"""
TOPICS = {"attribution": "Who said it", "events": "What happened", "places": "Where", "times": "When"}


def figures_page() -> str:
    """Every figure measured, by what it measures."""
    parts = [FIGURES_HEAD]
    for topic, title in TOPICS.items():
        parts += [f"## {title}\n", *_figures(topic), ""]
    return "\n".join(parts)


def codebook_page() -> str:
    """Every event type: definition, crosswalk, triggers with an example each, and what is not one."""
    parts = ["# The codebook of events\n", "## Figures\n", *_figures("events")]
    for entry in codebook.entries().values():
        parts += [f"\n## {entry.type}\n", f"{entry.definition}\n"]
        codes = (("PLOVER", entry.plover), ("mode", entry.mode), ("CAMEO", entry.cameo), ("ACLED", entry.acled))
        parts.append("; ".join(f"{name}: {code}" for name, code in codes if code) + "\n")
        parts += ["| triggers | example |", "|---|---|"]
        for line in entry.triggers:
            triggers = ", ".join((*line.verbs, *line.nouns, *line.phrases))
            parts.append(f"| {triggers.replace('|', '/')} | {line.example} |")
        parts += ["\nNot:\n", *(f"- {sentence}" for sentence in entry.counter)]
    return "\n".join(parts)
