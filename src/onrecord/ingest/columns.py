"""Which columns of a researcher's table hold what: a map from our names to theirs."""

from collections.abc import Iterable, Mapping

from onrecord.errors import InputError
from onrecord.ingest.given import ALIASES, Given
from onrecord.records.span import Frozen

BODIES = ("body", "content", "content_text", "summary", "description")  # names of the body in corpora, best first
FIELDS = (*(f for f in Given.model_fields if f != "notes"), "text", "body")


class Columns(Frozen):
    """Pairs of a field of ours and the column that holds it; columns that are not named keep their own meaning."""

    named: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Columns":
        """The map that the pairs of field and column make; fields may go by their other names, such as title.

        Raises InputError (R130) where a field is none of `FIELDS`, or named twice.
        """
        found: dict[str, str] = {}
        for told, column in pairs:
            field = ALIASES.get(told.strip().lower(), told.strip().lower())
            if field not in FIELDS:
                raise InputError("R130", f"no field is called {told.strip()!r}; there are: {', '.join(FIELDS)}")
            if field in found:
                raise InputError("R130", f"two columns are named for {field}: {found[field]!r} and {column!r}")
            found[field] = column.strip()
        return cls(named=tuple(sorted(found.items())))

    @classmethod
    def read(cls, text: str) -> "Columns":
        """The map in `FIELD=COLUMN,FIELD=COLUMN`, as it is given on the command line. Raises InputError (R130)."""
        pairs = [part.partition("=") for part in text.split(",") if part.strip()]
        wrong = next((field for field, _, column in pairs if not column.strip()), None)
        if wrong is not None:
            raise InputError("R130", f"{wrong.strip()!r} names no column; write FIELD=COLUMN, such as title=Headline")
        return cls.of((field, column) for field, _, column in pairs)

    def fit(self, names: Iterable[str]) -> bool:
        """Whether columns of these names hold a text by this map, and a second field."""
        there = {n.strip() for n in names}
        held = {field for field, column in self.named if column in there}
        return len(held) >= 2 and bool(held & {"text", "headline", "body"})

    def renamed(self, row: Mapping[str, object]) -> Mapping[str, object]:
        """The row under our names; what is mapped stands before columns that bear one of our names by themselves."""
        if not self.named:
            return row
        columns = {column for _, column in self.named}
        mapped = {field: row[column] for field, column in self.named if row.get(column) not in (None, "")}
        if "body" in mapped:
            columns |= {"text", *BODIES} - mapped.keys()
        rest = {k: v for k, v in row.items() if k not in columns and ALIASES.get(k.lower(), k.lower()) not in mapped}
        return {**mapped, **rest}


NONE = Columns()
