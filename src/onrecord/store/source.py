"""Where a record is kept: a path is a SQLite file, a postgresql:// address a database of a server."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from onrecord.errors import InputError
from onrecord.store.dialect import Dialect
from onrecord.store.on_postgresql import Postgresql
from onrecord.store.on_sqlite import Sqlite

DIALECTS: dict[str, type[Dialect]] = {"sqlite": Sqlite, "postgresql": Postgresql}


class Source:
    """The place of a record, with the connections to it; a server opens one record of it for each request.

    Raises InputError (R123) where it is an address of another kind.
    """

    def __init__(self, where: str | Path) -> None:
        told = str(where)
        scheme = told.partition("://")[0] if "://" in told else ""
        if scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
            try:
                url = make_url(told).set(drivername="postgresql")
            except (ArgumentError, ValueError) as error:
                raise InputError("R123", f"no address of a database can be read from {_hidden(told)}") from error
            self.name = url.render_as_string(hide_password=True)
            self.dialect: Dialect = Postgresql()
            address = url.render_as_string(hide_password=False)
        elif scheme in {"", "sqlite"}:
            self.name = address = told.removeprefix("sqlite:///")
            self.dialect = Sqlite()
        else:
            raise InputError("R123", f"a record is kept in a file or at postgresql://..., not at {_hidden(told)}")
        self.engine = self.dialect.engine(address)

    def close(self) -> None:
        """Ends all connections."""
        self.engine.dispose()


def _hidden(address: str) -> str:
    """The address without what may be a password."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
