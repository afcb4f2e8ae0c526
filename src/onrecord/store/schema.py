"""The whole schema, commented. Claims and judgements are rows; incidents are derived on reading.

Each record is kept whole as JSON in `body`, so that record → store → record is the identity; the other columns
are what is asked for in queries, repeated from the record, and a person can read them in any SQLite browser.

The tables `incident`, `incident_text`, `incident_claim`, `facet`, `choice`, `arranged` and `note` are
a cache: what linking made of the claims, kept so that it can be asked; they may be emptied at any time, with `linkage`,
from which linking knows that they are filled.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table

from onrecord.store.text_type import Text

metadata = MetaData()

migration = Table(
    "migration",
    metadata,
    Column("name", Text, primary_key=True, comment="a change of the schema that has been applied"),
    comment="Which migrations this file has seen.",
)

revision = Table(
    "revision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="grows by each transaction that wrote"),
    comment="One row, by which a reader knows that something has changed.",
)

ignored = Table(
    "ignored",
    metadata,
    Column("key", Text, primary_key=True, comment="origin and hash of the bytes: the same item is listed once"),
    Column("outcome", Text, nullable=False, comment="ignored (read and put aside) or quarantined (not readable)"),
    Column("reason", Text, nullable=False, comment="stable code of the reason"),
    Column("body", Text, nullable=False, comment="the Ignored record as JSON"),
    comment="Items that did not enter the record, each with its reason.",
)

story = Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True, comment="the story's id; a newer version has its own"),
    Column("guid", Text, nullable=False, comment="the feed's id, shared by the versions of a story"),
    Column("version", Integer, nullable=False, comment="counts from 1 within the guid"),
    Column("status", Text, nullable=False, comment="usable, withheld or canceled"),
    Column("published", Text, nullable=False, comment="ISO date or date-time of this version"),
    Column("headline", Text, nullable=False, comment="as received"),
    Column("carrier", Text, comment="the outlet whose feed it came by; null where not known"),
    Column("agency", Text, comment="the agency that wrote it; null where not known"),
    Column("sha256", Text, nullable=False, comment="hash of the bytes as received"),
    Column("origin", Text, nullable=False, comment="the path or address it came from"),
    Column("fingerprint", Text, nullable=False, comment="hash of all that was read from the bytes"),
    Column("software", Text, nullable=False, comment="version of onrecord that coded it"),
    Column("model", Text, nullable=False, comment="name and version of the parser's model"),
    Column("gazetteer", Text, nullable=False, comment="version of the compiled gazetteer"),
    Column("lexicon", Text, nullable=False, comment="hash of the lexicon files"),
    Column("body", Text, nullable=False, comment="the coded story as JSON, less its attributions and events"),
    Index("story_by_publication", "published", "id"),
    comment="Every story ever entered, killed and replaced ones too.",
)

attribution = Table(
    "attribution",
    metadata,
    Column("story", Text, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True, comment="its story"),
    Column("id", Text, primary_key=True, comment="a1, a2 ... within the story"),
    Column("position", Integer, nullable=False, comment="order within the story"),
    Column("source_name", Text, comment="resolved name of the speaker; null where nobody is named"),
    Column("source_kind", Text, comment="government, military, official ...; null where not known"),
    Column("source_country", Text, comment="ISO 3166 alpha-2 of the side it speaks for"),
    Column("cue", Text, comment="lemma of the word that marks it"),
    Column("stance", Text, nullable=False, comment="assert, deny or doubt"),
    Column("checked", Text, comment="the story's own word: unverified, verified, disputed"),
    Column("rule", Text, nullable=False, comment="the rule that found it"),
    Column("body", Text, nullable=False, comment="the Attribution record as JSON"),
    comment="Who is said to say what.",
)

event = Table(
    "event",
    metadata,
    Column("story", Text, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True, comment="its story"),
    Column("id", Text, primary_key=True, comment="e1, e2 ... within the story"),
    Column("position", Integer, nullable=False, comment="order within the story"),
    Column("type", Text, nullable=False, comment="event type of the codebook"),
    Column("status", Text, nullable=False, comment="actual, ongoing, future, hypothetical or negated"),
    Column("voice", Text, nullable=False, comment="attributed, narrator or witnessed"),
    Column("place", Text, comment="name of the place"),
    Column("lat", Float, comment="degrees; null for a country or an unplaced event"),
    Column("lon", Float, comment="degrees"),
    Column("start", Text, comment="first ISO day it is dated to; null where open"),
    Column("end", Text, comment="last ISO day, inclusive; null where open"),
    Column("rule", Text, nullable=False, comment="the rule that found it"),
    Column("body", Text, nullable=False, comment="the Event record as JSON"),
    Index("event_by_place", "lat", "lon"),
    Index("event_by_day", "start", "end"),
    comment="What is told to happen: one row per mention.",
)

claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True, comment="STORY/EVENT"),
    Column("story", Text, ForeignKey("story.id", ondelete="CASCADE"), nullable=False, comment="where it was told"),
    Column("claimant", Text, nullable=False, comment="the speaker, or the agency for narration and sight"),
    Column("side", Text, comment="country or side the claimant speaks for"),
    Column("stance", Text, nullable=False, comment="assert, deny or doubt"),
    Column("type", Text, nullable=False, comment="event type"),
    Column("withdrawn", Integer, nullable=False, comment="1 where the story was killed or the claim corrected"),
    Column("body", Text, nullable=False, comment="the Claim record as JSON"),
    Index("claim_by_claimant", "claimant"),
    Index("claim_by_story", "story"),
    comment="One attribution (or narration, or own sight) of one event: the unit of the record.",
)

judgement = Table(
    "judgement",
    metadata,
    Column("left", Text, primary_key=True, comment="claim id"),
    Column("right", Text, primary_key=True, comment="claim id"),
    Column("at", Text, primary_key=True, comment="ISO date-time of the decision"),
    Column("by", Text, primary_key=True, comment="the rule with its version, or the person"),
    Column("verdict", Text, nullable=False, comment="same or different"),
    Column("undone", Text, comment="ISO date-time at which it was taken back"),
    Column("body", Text, nullable=False, comment="the Judgement record as JSON"),
    Index("judgement_by_right", "right"),
    comment="Signed, reversible decisions on which claims are about one happening.",
)

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True, comment="the feed's address"),
    Column("title", Text, comment="a name for it; null where none was given"),
    Column("added", Text, nullable=False, comment="ISO date-time at which it came on the list"),
    Column("etag", Text, comment="what the server gave for asking whether anything changed"),
    Column("modified", Text, comment="the Last-Modified it gave, for the same"),
    Column("polls", Integer, nullable=False, comment="how often it was asked"),
    Column("failures", Integer, nullable=False, comment="failed polls since the last that went well"),
    Column("last_fetch", Text, comment="ISO date-time of the last poll"),
    Column("last_success", Text, comment="ISO date-time of the last poll that went well"),
    Column("status", Integer, comment="HTTP status of the last answer; null where there was none"),
    Column("error", Text, comment="what went wrong at the last poll; null where nothing did"),
    Column("moved", Text, comment="the address that the server names for good"),
    Column("entries", Integer, nullable=False, comment="entries ever seen in it"),
    Column("entered", Integer, nullable=False, comment="of these, how many became stories of the record"),
    comment="The feeds that are watched, and how each fares.",
)

seen = Table(
    "seen",
    metadata,
    Column("feed", Text, ForeignKey("feed.url", ondelete="CASCADE"), primary_key=True, comment="the feed's address"),
    Column("sha256", Text, primary_key=True, comment="hash of the entry as it was read"),
    Column("at", Text, nullable=False, comment="ISO date-time at which it was first seen"),
    Column("outcome", Text, nullable=False, comment="entered, unchanged, ignored or quarantined"),
    comment="Every entry that was dealt with, by feed: an entry is new where it is not here, however old its date.",
)

telling = Table(
    "telling",
    metadata,
    Column("key", Text, primary_key=True, comment="the id of its first claim"),
    Column("story", Text, nullable=False, index=True, comment="the story that tells it"),
    Column("node", Text, nullable=False, index=True, comment="what it is compared as: itself, or a war told by many"),
    Column("claims", Text, nullable=False, comment="JSON list of the ids of its claims"),
    comment="One story's claims on one happening.",
)

node = Table(
    "node",
    metadata,
    Column("key", Text, primary_key=True, comment="a telling's key, or a war's name"),
    Column("story", Text, comment="the story of the telling; null for a war"),
    Column("happening", Text, nullable=False, index=True, comment="first of the nodes about the same"),
    Column("facts", Text, nullable=False, comment="what can be compared of it, as JSON"),
    comment="What linking compares; made from the claims and made again when they change.",
)

block = Table(
    "block",
    metadata,
    Column("name", Text, primary_key=True, comment="type family / place cell or party / days"),
    Column("node", Text, primary_key=True, comment="a node that lies in it"),
    comment="Which nodes are compared at all: those that share a block.",
    sqlite_with_rowid=False,
)

likeness = Table(
    "likeness",
    metadata,
    Column("left", Text, primary_key=True, comment="a node"),
    Column("right", Text, primary_key=True, index=True, comment="another node"),
    Column("score", Float, nullable=False, comment="above nought: one happening; a person's judgement outweighs all"),
    comment="Pairs of nodes that speak for one happening, or on which a person has judged.",
    sqlite_with_rowid=False,
)

linked = Table(
    "linked",
    metadata,
    Column("story", Text, primary_key=True, comment="a story whose claims are linked"),
    Column("digest", Text, nullable=False, comment="hash of all that its linking rests on"),
    comment="What each story was linked from, so that only changed ones are linked again.",
)

incident = Table(
    "incident",
    metadata,
    Column("num", Integer, primary_key=True, autoincrement=False, comment="number within this file, not permanent"),
    Column("id", Text, nullable=False, unique=True, comment="the permanent id"),
    Column("type", Text, nullable=False, comment="event type of the codebook"),
    Column("status", Text, nullable=False, comment="actual, ongoing, future, hypothetical, negated or withdrawn"),
    Column("title", Text, nullable=False, comment="a line that says what it is about"),
    Column("place", Text, comment="name of the place; null where it has none"),
    Column("country", Text, comment="ISO 3166 alpha-2 code of the country it lies in"),
    Column("precision", Text, comment="how exact the point is: exact, town, district, region or country"),
    Column("lat", Float, comment="degrees; null for a country or an unplaced incident"),
    Column("lon", Float, comment="degrees"),
    Column("start", Text, comment="first ISO day, or the last where the first is open; null where it is undated"),
    Column("end", Text, comment="last ISO day, or the first where the last is open"),
    Column("long", Integer, nullable=False, comment="1 where its days are more than a month"),
    Column("first", Text, nullable=False, comment="its first day, by which lists are ordered; empty where it is open"),
    Column("first_seen", Text, nullable=False, comment="ISO day or date-time at which it was first reported"),
    Column("seen", Text, nullable=False, comment="the day of first_seen"),
    Column("changed", Text, nullable=False, comment="when a claim last came, changed or went; UTC, to the microsecond"),
    Column("contested", Integer, nullable=False, comment="1 where its claims contradict each other"),
    Column("told", Integer, nullable=False, comment="how many claims it has"),
    Column("digest", Text, nullable=False, comment="hash of the Incident record"),
    Column("words", Text, nullable=False, comment="the words it is found by, in lower case, each once"),
    Index("incident_by_seen", "seen", "told", "first", "id"),
    Index("incident_by_type", "type", "seen", "told", "first", "id", "lat", "lon"),
    Index("incident_by_days", "long", "start", "end", "lat", "lon"),
    Index("incident_by_type_and_days", "type", "long", "start", "end", "lat", "lon"),
    Index("incident_by_change", "changed"),
    comment="What the claims are about, as linking sees it now. A cache: emptied and filled again at any time.",
)

incident_text = Table(
    "incident_text",
    metadata,
    Column(
        "num",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="the incident's number",
    ),
    Column("body", Text, nullable=False, comment="the Incident record as JSON"),
    comment="The whole of each incident; apart, so that what is asked for lies close together.",
)

incident_claim = Table(
    "incident_claim",
    metadata,
    Column("claim", Text, primary_key=True, comment="claim id"),
    Column(
        "num",
        Integer,
        nullable=False,
        index=True,
        comment="the incident it is filed under",
    ),
    comment="Which incident each claim is about.",
)

facet = Table(
    "facet",
    metadata,
    Column("kind", Text, primary_key=True, comment="place, country, actor, claimant or standing"),
    Column("value", Text, primary_key=True, comment="the name in lower case"),
    Column(
        "num",
        Integer,
        primary_key=True,
        index=True,
        comment="an incident that has it",
    ),
    Column("name", Text, nullable=False, comment="the name as it is written"),
    comment="The names an incident can be asked for by.",
    sqlite_with_rowid=False,
)

choice = Table(
    "choice",
    metadata,
    Column("kind", Text, primary_key=True, comment="type, status, place, country, actor, claimant or standing"),
    Column("value", Text, primary_key=True, comment="the name in lower case"),
    Column("name", Text, nullable=False, comment="the name as it is written"),
    Column("count", Integer, nullable=False, comment="how many incidents have it"),
    comment="What there is to ask for, with counts.",
    sqlite_with_rowid=False,
)

incident_id = Table(
    "incident_id",
    metadata,
    Column("id", Text, primary_key=True, comment="an id that an incident has, or once had"),
    Column("claim", Text, nullable=False, index=True, comment="the claim that it was made from"),
    Column("type", Text, nullable=False, comment="the event type that it had last"),
    Column("place", Text, comment="the place that it had last"),
    Column("now", Text, comment="the id under which its claims are found since it went; null while it stands"),
    comment="Every id ever given to an incident: ids are permanent, those that went lead on. Not part of the cache.",
)

amendment = Table(
    "amendment",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="counts from 1 in this record"),
    Column("claim", Text, nullable=False, comment="id of the claim at the time"),
    Column("evidence", Text, nullable=False, index=True, comment="hash of the paragraph by which it is found again"),
    Column("what", Text, nullable=False, comment="type, status, place, days, claimant, side or event"),
    Column("value", Text, nullable=False, comment="the value as the person gave it"),
    Column("by", Text, nullable=False, comment="the person"),
    Column("at", Text, nullable=False, comment="ISO date-time of the decision"),
    Column("undone", Text, comment="ISO date-time at which it was taken back"),
    Column("body", Text, nullable=False, comment="the Amendment record as JSON"),
    comment="People's corrections of what was read: signed and reversible; a new coding leaves them in force.",
)

rating = Table(
    "rating",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, comment="counts from 1 in this record"),
    Column("scale", Text, nullable=False, comment="reliability (A-F), credibility (1-6) or proof"),
    Column("subject", Text, nullable=False, index=True, comment="a claimant's name, a claim's or an incident's id"),
    Column("value", Text, nullable=False, comment="the code"),
    Column("by", Text, nullable=False, comment="the person"),
    Column("at", Text, nullable=False, comment="ISO date-time of the decision"),
    Column("undone", Text, comment="ISO date-time at which it was taken back"),
    Column("body", Text, nullable=False, comment="the Rating record as JSON"),
    comment="Analyst codes, set by people only.",
)

alert = Table(
    "alert",
    metadata,
    Column("name", Text, primary_key=True, comment="its name in addresses"),
    Column("words", Text, nullable=False, comment="JSON list of the filter's pairs of word and value"),
    Column("url", Text, comment="where what matches is sent; null where it is only a feed"),
    Column("secret", Text, nullable=False, comment="the key that signs what is sent"),
    Column("added", Text, nullable=False, comment="ISO date-time of its making"),
    Column("error", Text, comment="why the last sending failed; null where it went well"),
    comment="Saved filters with their webhooks.",
)

delivery = Table(
    "delivery",
    metadata,
    Column("alert", Text, ForeignKey("alert.name", ondelete="CASCADE"), primary_key=True, comment="a saved filter"),
    Column("incident", Text, primary_key=True, comment="an incident that fitted it"),
    Column("digest", Text, primary_key=True, comment="hash of the state of the incident"),
    Column("at", Text, nullable=False, comment="ISO date-time at which it was dealt with"),
    Column("sent", Text, comment="ISO date-time at which the receiver took it; null where it stood before the alert"),
    comment="What each alert has dealt with: nothing is sent twice.",
)

arranged = Table(
    "arranged",
    metadata,
    Column("story", Text, primary_key=True, comment="a story of the record; notices of a kill are none"),
    Column("at", Text, nullable=False, comment="ISO date or date-time at which it was published or last updated"),
    Column("replaces", Text, comment="the story that it took the place of; null where none"),
    Column("replaced_by", Text, comment="the story that took its place; null while it stands"),
    Column("copy_of", Text, comment="its original; null where it is none's copy"),
    Column("killed", Integer, nullable=False, comment="1 where it was withdrawn"),
    Column("agency", Text, comment="the Agency record as JSON, which a copy takes from its original; null for none"),
    comment="How each story stands to the others, as linking saw it last. A cache, like the incidents.",
)

note = Table(
    "note",
    metadata,
    Column("incident", Text, primary_key=True, comment="the incident's permanent id"),
    Column("digest", Text, nullable=False, comment="the digest that the incident had, and of what worked it out"),
    Column("body", Text, nullable=False, comment="what the pages of names need of it, as JSON"),
    comment="What publishing works out of each incident once for each of its states. A cache.",
)
