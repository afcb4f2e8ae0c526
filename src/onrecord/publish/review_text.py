"""Doubtful links and people's judgements, as lines of text."""

from collections.abc import Sequence

from onrecord.records.incident import Claim, Doubt, Judgement

_WIDTH = 200


def doubts_text(doubts: Sequence[Doubt]) -> str:
    """Each pair with its score and parts, both claims' words, and the command that settles it."""
    return "\n\n".join(_doubt(doubt) for doubt in doubts)


def _doubt(doubt: Doubt) -> str:
    judgement = doubt.judgement
    did, other = ("kept apart", "same") if doubt.apart else ("put together", "different")
    return "\n".join(
        (
            f"{did}, score {judgement.score:+.2f}  ({parts_text(judgement)})",
            *(_claim(claim) for claim in (doubt.left, doubt.right)),
            f"    if wrong: onrecord review {other} {judgement.left} {judgement.right}",
        )
    )


def _claim(claim: Claim) -> str:
    words = " ".join(claim.event.clause.text.split())
    words = words if len(words) <= _WIDTH else f"{words[:_WIDTH]}…"
    return f"    {claim.id}  {claim.claimant}, {claim.published[:10]}: {words}"


def judgement_text(judgement: Judgement) -> str:
    """One line: what was judged, by whom, when and why, and whether it was taken back."""
    relation = "is the same as" if judgement.verdict == "same" else "is not the same as"
    line = f"{judgement.left} {relation} {judgement.right}: {judgement.by}, {judgement.at[:16].replace('T', ' ')}"
    line += f", “{judgement.reason}”" if judgement.reason else ""
    line += f", score {judgement.score:+.2f}" + (f" ({parts_text(judgement)})" if judgement.parts else "")
    if judgement.undone:
        line += f"; taken back {judgement.undone[:16].replace('T', ' ')}"
        line += f" by {judgement.undone_by}" if judgement.undone_by else ""
    return line


def parts_text(judgement: Judgement) -> str:
    """The named parts of the score, such as `place +2.00, time -1.30`."""
    return ", ".join(f"{name} {value:+.2f}" for name, value in judgement.parts)
