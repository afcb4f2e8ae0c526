"""The base of every record, and the span: the evidence that every value carries."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of all records: immutable, and closed to fields it does not declare."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A stretch of a story's text: `story.text[start:end] == text`, offsets in characters, end exclusive."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` to `end`."""
        return cls(start=start, end=end, text=text[start:end])

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


class Note(Frozen):
    """Something a reader of the record should know: what was odd in the input and what was done about it.

    `level` is info, warning or error; `code` is stable and searchable, such as `date-future`.
    """

    level: str
    code: str
    message: str
    span: Span | None = None
