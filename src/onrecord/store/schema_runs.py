"""The part of the schema that has to do with runs: which versions coded what, and codings that are not in force."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table

from onrecord.store.schema import metadata
from onrecord.store.text_type import Text

run = Table(
    "run",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="counts from 1; the run's id is r1 ..."),
    Column("software", Text, nullable=False, comment="version of onrecord that codes in it"),
    Column("model", Text, nullable=False, comment="name and version of the parser's model"),
    Column("gazetteer", Text, nullable=False, comment="version of the compiled gazetteer"),
    Column("lexicon", Text, nullable=False, comment="hash of the lexicon files"),
    Column("started", Text, comment="ISO date-time of its first coding; null where it is older than this table"),
    Column("ended", Text, comment="ISO date-time of its latest coding; null where it is older than this table"),
    Column("complete", Integer, nullable=False, comment="0 while a re-coding of the whole record is under way"),
    comment="Runs: all that one set of versions coded. A story's own versions tell which run it stands as coded by.",
)

coding = Table(
    "coding",
    metadata,
    Column("run", Integer, ForeignKey("run.number"), primary_key=True, comment="which run made it"),
    Column("story", Text, primary_key=True, comment="the story's id"),
    Column("fingerprint", Text, nullable=False, comment="hash of all that was read of the story that was coded"),
    Column("body", LargeBinary, nullable=False, comment="the whole coded story as JSON, packed by zlib"),
    comment="Codings that are not in force: those of past runs, and those of a re-coding that is not complete.",
)
