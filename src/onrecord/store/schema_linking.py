"""The tables by which linking finds what a new story bears on; part of the cache, filled by a link of the whole."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table

from onrecord.store.schema import metadata
from onrecord.store.text_type import Text

waiting = Table(
    "waiting",
    metadata,
    Column("story", Text, primary_key=True, comment="a story that came, was coded anew or was judged on"),
    comment="What the next link has to look at. Written with the change itself.",
)

linkage = Table(
    "linkage",
    metadata,
    Column("made_by", Text, primary_key=True, comment="versions of the rules and lexicons that linked the record"),
    comment="One row, once the whole record was linked and all these tables were filled; none: it is linked whole.",
)

sketch = Table(
    "sketch",
    metadata,
    Column("story", Text, primary_key=True, comment="a story or a notice of a kill"),
    Column("at", BigInteger, nullable=False, comment="when it was published, in seconds since 1970"),
    Column("names", Text, nullable=False, comment="JSON list of the names under which it is found in trace"),
    Column("body", Text, nullable=False, comment="the Story record as JSON, less its text"),
    Column("shingles", LargeBinary, nullable=False, comment="hashes of its five-word shingles, four bytes each"),
    comment="What tells versions, kills and copies of a story, without its text.",
)

trace = Table(
    "trace",
    metadata,
    Column("name", Text, primary_key=True, comment="the feed's id, or the root of the slug with the originator"),
    Column("at", BigInteger, primary_key=True, autoincrement=False, comment="when it was published, in seconds"),
    Column("story", Text, primary_key=True, comment="a story that has it"),
    comment="Which stories may be versions of one another.",
    sqlite_with_rowid=False,
)

shingle = Table(
    "shingle",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False, comment="of five words; of long texts a sample"),
    Column("at", BigInteger, primary_key=True, autoincrement=False, comment="when it was published, in seconds"),
    Column("story", Text, primary_key=True, comment="a story that holds them"),
    comment="Which stories may be copies of one another.",
    sqlite_with_rowid=False,
)

correction = Table(
    "correction",
    metadata,
    Column("story", Text, primary_key=True, comment="the story or notice that changed something"),
    Column("kind", Text, primary_key=True, comment="correction, update, kill, withheld or copy"),
    Column("replaces", Text, nullable=False, index=True, comment="the story that it changed"),
    Column("body", Text, nullable=False, comment="the Correction record as JSON"),
    comment="What changed after it was published. A cache.",
)

scene = Table(
    "scene",
    metadata,
    Column("place", Text, primary_key=True, comment="name of a place that a claim of it gives"),
    Column("day", Integer, primary_key=True, autoincrement=False, comment="number of a day, or of the day after"),
    Column("gives", Integer, primary_key=True, autoincrement=False, comment="1 where it bears on others, else 0"),
    Column("happening", Text, primary_key=True, index=True, comment="the happening"),
    comment="Which happenings say something of each other: who leaves a place concedes it. A cache.",
    sqlite_with_rowid=False,
)

enmity = Table(
    "enmity",
    metadata,
    Column("one", Text, primary_key=True, comment="a side"),
    Column("other", Text, primary_key=True, comment="another, later in the alphabet"),
    Column("story", Text, primary_key=True, index=True, comment="a story that tells one to use force on the other"),
    comment="Who is told to be whose enemy. A cache.",
    sqlite_with_rowid=False,
)

position = Table(
    "position",
    metadata,
    Column("incident", Text, primary_key=True, comment="the incident's permanent id"),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="counts within the incident"),
    Column("spot", Text, nullable=False, index=True, comment="the place it belongs to, as control has it"),
    Column("body", Text, nullable=False, comment="what it says of who holds a place, as JSON"),
    comment="What single incidents say of who holds a place. A cache.",
)

ground = Table(
    "ground",
    metadata,
    Column("name", Text, primary_key=True, comment="a place's name, number in the gazetteer or cell of the map"),
    Column("incident", Text, primary_key=True, comment="an incident that says who holds it"),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="the position"),
    Index("ground_by_incident", "incident"),
    comment="Which positions may be about one place. A cache.",
    sqlite_with_rowid=False,
)

control = Table(
    "control",
    metadata,
    Column("spot", Text, primary_key=True, comment="the place: its first position"),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="order within the place"),
    Column("rank", Text, nullable=False, comment="order of the places, as JSON"),
    Column("body", Text, nullable=False, comment="the PlaceStatus record as JSON"),
    comment="Who holds which place. A cache.",
)

LINKING = (waiting, linkage, sketch, trace, shingle, correction, scene, enmity, position, ground, control)
