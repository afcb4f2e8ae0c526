"""What a time expression is resolved against: publication, the last time told, the tense, a quotation's day."""

from dataclasses import dataclass
from datetime import date

from onrecord.records.sentence import Sent, Token
from onrecord.resolve.calendar_arithmetic import Interval, day_of, parts_of

_FUTURE_AUX = {"will", "'ll", "shall", "wo"}
_FUTURE_HEADS = {
    "expect", "plan", "schedule", "due", "set", "intend", "hope", "aim", "prepare", "promise", "want", "agree", "vow",
    "pledge", "about", "likely", "decide", "order", "threaten",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What an expression means: TIMEX3 value and type, and the interval where it is not that of the value.

    `interval` is null for "that of the value"; `open_end` marks one that has no end.
    """

    value: str
    type: str = "DATE"
    interval: Interval | None = None
    exact: bool = True
    open_end: bool = False


@dataclass
class Context:
    """The state while reading a story: changes as times are told.

    `historical` texts tell years of their own, and their partial dates hang on the last one told; others hang on
    `published`. `told` is the value last told, `told_day` the last of a day, `said` the day of the quotation around,
    `recent` the last told within two days of
    publication, `beside` whether `told_day` is told in the same
    sentence, `near` whether `told_day` is close enough to count for "a day earlier"; `future` the tense of the verb,
    `limit` whether it stands after "until", which looks to the nearest such day.
    """

    published: date
    historical: bool = False
    told: str | None = None
    told_day: date | None = None
    recent: date | None = None
    told_here: bool = False
    near: bool = False
    beside: bool = False
    said: date | None = None
    future: bool = False
    limit: bool = False

    @property
    def now(self) -> date | None:
        """The day that "today" and "ago" hang on; null in historical texts that have told none."""
        if self.historical:
            return self.told_day
        return self.said or self.published

    @property
    def then(self) -> date | None:
        """The day that "the next day" and "later" hang on."""
        if self.historical:
            return day_of(self.told) if self.told else None
        return self.told_day if self.told_day and (self.near or self.said is None) else self.now

    @property
    def year(self) -> int | None:
        """The year last told."""
        parts = parts_of(self.told) if self.told else None
        return parts[0] if parts else None


def is_future(sent: Sent, token: Token) -> bool:
    """Whether the verb that governs `token` looks ahead: "will", "would" after a plan, "expected to", "starting"."""
    for head in (token, *sent.ancestors(token.i)):
        if head.pos not in ("VERB", "AUX"):
            continue
        helpers = {k.lower for k in sent.kids(head.i, "aux", "auxpass")}
        if helpers & _FUTURE_AUX:
            return True
        up = sent.tokens[head.head]
        if "to" in helpers and (up.lemma in _FUTURE_HEADS or up.text == "going" or up.pos == "NOUN"):
            return True
        if head.tag == "VBG" and head.lemma in ("start", "begin", "open") and not helpers:
            return True
        if head.tag in ("VBP", "VBZ") and head.lemma in ("start", "begin", "meet", "open", "expect", "plan"):
            return True
        if head.tag in ("VBD", "VBN", "VBP", "VBZ"):
            return False
    return False
