"""The part of the schema that keeps what came in as it came: bytes under their hash."""

from sqlalchemy import Column, Integer, LargeBinary, Table

from onrecord.store.schema import metadata
from onrecord.store.text_type import Text

raw = Table(
    "raw",
    metadata,
    Column("sha256", Text, primary_key=True, comment="SHA-256 of the bytes, unpacked; story.sha256 leads here"),
    Column("size", Integer, nullable=False, comment="how many bytes they are, unpacked"),
    Column("packed", Integer, nullable=False, comment="how many bytes they take here"),
    Column("first_seen", Text, nullable=False, comment="ISO date-time at which they came in first"),
    Column("origin", Text, nullable=False, comment="where they came from first: a file's path or a feed's address"),
    Column("body", LargeBinary, nullable=False, comment="the bytes, packed by zlib"),
    comment="Raw input by hash: of a file its bytes, of an entry of a feed or table all that was read in it.",
)
