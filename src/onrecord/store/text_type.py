"""Text that every database keeps and orders alike."""

from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import TEXT as POSTGRESQL_TEXT
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Text(TypeDecorator[str]):
    """Text that is compared and ordered by its code points in every database.

    PostgreSQL keeps no NUL: it becomes U+FFFD in the columns that are asked; in `body`, JSON writes it as an escape.
    """

    impl = SqlText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """The database's own type."""
        postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(POSTGRESQL_TEXT(collation="C") if postgresql else SqlText())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as this database can keep it."""
        return value.replace("\0", "\ufffd") if value and dialect.name == "postgresql" else value
