"""Scores the coder on PolNeAR: `python tools/score_polnear.py [--gold FILE] [--scorer FILE] [--errors N]`.

Writes predictions in PolNeAR's conventions (content with "that", whole verb group as cue, a colon or dash as cue,
outermost attributions only, named sources only, thoughts and plans too) and runs the annotators' own scorer on
them, over all attributions and over reporting acts.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord.extract.attributions import find_attitudes, find_attributions
from onrecord.extract.phrases import verb_group
from onrecord.extract.refusals import find_refusals
from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.event import Attribution
from onrecord.records.sentence import Parsed
from onrecord.records.span import Span

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
Chars = tuple[int, int]


def predict(doc_id: str, text: str) -> dict[str, object]:
    """One line of the scorer's input."""
    parsed = parse(story_from_text(text, story_id=doc_id, published="2016-10-01"))
    claims = find_attributions(parsed)
    found = [*claims, *find_attitudes(parsed), *find_refusals(parsed, claims)]
    kept = [a for a in found if a.source is not None and not _inside_another(a, found)]
    return {"doc_id": doc_id, "attributions": [_mapped(parsed, a) for a in kept]}


def _inside_another(attribution: Attribution, others: list[Attribution]) -> bool:
    here = attribution.cue or attribution.content[0]
    return any(
        b is not attribution and any(span.covers(here) for span in b.content) and b.source is not None for b in others
    )


def _mapped(parsed: Parsed, attribution: Attribution) -> dict[str, object]:
    text = parsed.story.text
    content = [_with_that(text, span) for span in sorted(attribution.content, key=lambda s: s.start)]
    cue = attribution.cue
    if attribution.rule == "verb-as" and cue is not None and 0 < content[0][0] - cue.end < 200:
        content[0] = (cue.end, content[0][1])  # "dismissed A as B": PolNeAR's content is "A as B"
    return {
        "source": _source(parsed, attribution),
        "cue": _cue(parsed, attribution),
        "content": content,
    }


def _with_that(text: str, span: Span) -> Chars:
    match = re.search(r"\bthat,?\s+[\"“]?$", text[max(0, span.start - 9) : span.start], re.IGNORECASE)
    return (span.start - len(match.group()) if match else span.start), span.end


def _source(parsed: Parsed, attribution: Attribution) -> Chars | None:
    """The source; in a relative clause its pronoun, as PolNeAR has it ("who")."""
    if attribution.cue is not None:
        sent = next(s for s in parsed.sents if s.start <= attribution.cue.start < s.end)
        verb = next(t for t in sent.tokens if t.start >= attribution.cue.start)
        for pronoun in sent.kids(verb.i, "nsubj") if verb.dep == "relcl" else []:
            if pronoun.lower in ("who", "which", "that"):
                return pronoun.start, pronoun.end
    source = attribution.source
    return (source.start, source.end) if source else None


def _cue(parsed: Parsed, attribution: Attribution) -> Chars | None:
    if attribution.cue is None:
        source, content = attribution.source, attribution.content[0]
        assert source is not None
        low, high = sorted([source, content], key=lambda s: s.start)
        between = parsed.story.text[low.end : high.start]
        mark = next((i for i, c in enumerate(between) if c in ":—–-―"), None)
        return None if mark is None else (low.end + mark, low.end + mark + 1)
    cue = attribution.cue
    sent = next(s for s in parsed.sents if s.start <= cue.start < s.end)
    token = next(t for t in sent.tokens if t.start >= cue.start)
    if not token.tag.startswith("VB"):
        return cue.start, cue.end
    first, last = verb_group(sent, token.i)
    return sent.tokens[first].start, max(cue.end, sent.tokens[last].end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED / "polnear-dev" / "dev.jsonl")
    parser.add_argument("--scorer", type=Path, default=SHARED / "attribution" / "score.py")
    parser.add_argument("--out", type=Path, help="keep the predictions here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = args.out or Path(folder) / "pred.jsonl"
        with args.gold.open(encoding="utf-8", newline="") as lines, out.open("w", encoding="utf-8") as sink:
            for line in lines:
                doc = json.loads(line)
                sink.write(json.dumps(predict(doc["doc_id"], doc["text"])) + "\n")
        for extra in ([], ["--speech"]):
            print(*(extra or ["all attributions"]), flush=True)
            command = [sys.executable, str(args.scorer), "--gold", str(args.gold), "--pred", str(out), *extra]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
