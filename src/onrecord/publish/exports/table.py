"""Tables: named, typed, described columns, and how a row of them is made of an incident or one of its claims."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, TypeVar

from onrecord.publish.exports.cited import Cited, Stories
from onrecord.records.incident import Claim, Incident, StandingClaim

Kind = Literal["text", "integer", "number", "boolean", "date", "moment"]
Value = str | int | float | bool | None
T = TypeVar("T")
JOINT = "; "  # between several values in one cell


@dataclass(frozen=True)
class Subject:
    """What a row is made of: an incident, the claim the row stands for (else its first), and the stories it cites."""

    incident: Incident
    standing: StandingClaim
    stories: Stories

    @cached_property
    def claim(self) -> Claim:
        """The claim of the row, or for a row of an incident the first."""
        return self.standing.claim

    @cached_property
    def story(self) -> Cited:
        """The story that the claim was read in."""
        return self.stories.cited(self.claim.story)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `about` says what it holds and by which rule; `hxl` is its HXL tag, null where it has none.

    A `date` is an ISO day, a `moment` an ISO day or date-time.
    """

    name: str
    kind: Kind
    about: str
    of: Callable[[Subject], Value]
    hxl: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the record: `subjects` says which rows an incident gives, `key` the column that names a row."""

    name: str
    about: str
    columns: tuple[Column, ...]
    subjects: Callable[[Incident, Stories], Iterable[Subject]]
    key: str = "id"

    def rows(self, incidents: Iterable[Incident], stories: Stories) -> Iterator[tuple[Value, ...]]:
        """The rows, one after another, values in the order of the columns."""
        for incident in incidents:
            for subject in self.subjects(incident, stories):
                yield tuple(column.of(subject) for column in self.columns)


def each_incident(incident: Incident, stories: Stories) -> Iterator[Subject]:
    """One row an incident; it leads to its first claim that stands, or where none does to its first."""
    standing = next((s for s in incident.claims if not s.claim.withdrawn), incident.claims[0])
    yield Subject(incident, standing, stories)


def each_claim(incident: Incident, stories: Stories) -> Iterator[Subject]:
    """One row a claim, withdrawn ones too."""
    for standing in incident.claims:
        yield Subject(incident, standing, stories)


def listed(values: Iterable[str | None]) -> str | None:
    """Several values as one cell, each once, in the order they came; null where there is none."""
    return JOINT.join(dict.fromkeys(v for v in values if v)) or None


def number(value: float | None) -> float | int | None:
    """A number without idle decimals."""
    return int(value) if value is not None and value == int(value) else value


def batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in tuples of `size`, the last shorter."""
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch
