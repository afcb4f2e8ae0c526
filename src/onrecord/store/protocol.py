"""What every store does: the one protocol between the record and all that reads or writes it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Protocol, Self

from onrecord.records.coded import CodedStory, Versions
from onrecord.records.feed import Feed
from onrecord.records.filter import Filter
from onrecord.records.incident import Claim, Incident, Judgement
from onrecord.records.linking import Likeness, LinkNode, LinkTelling
from onrecord.records.story import Ignored, Outcome, StoryHead

Page = tuple[tuple[Incident, ...], str | None]
Choices = dict[str, tuple[tuple[str, int], ...]]


class IncidentCache(Protocol):
    """The incidents of a record, a cache: asked by filter, in the one order of lists (records/cursor.py)."""

    def find(self, wanted: Filter, *, after: str | None = None, limit: int = 100) -> Page:
        """The first `limit` incidents that the filter admits, and the cursor of those after them; null at the end.

        Pages stay whole while incidents come and go. Raises InputError (R121) where `after` is no cursor.
        """

    def each(self, wanted: Filter) -> Iterator[Incident]:
        """All incidents that the filter admits, newest first; memory does not grow with them."""

    def count(self, wanted: Filter) -> int:
        """How many incidents the filter admits."""

    def days(self, wanted: Filter) -> tuple[tuple[str, int], ...]:
        """How many dated incidents that the filter admits began on each ISO day, oldest first."""

    def choices(self, *, limit: int | None = None) -> Choices:
        """By kind (type, status, place, country, actor, claimant, standing): the names there are, most frequent first.

        `limit` names at most are given of each kind, with the number of incidents that each admits.
        """

    def get(self, wanted: str) -> Incident | None:
        """The incident of that id, or the one that an id which went leads to; its own `id` tells which."""

    def current_id(self, wanted: str) -> str | None:
        """The id under which an incident is now found: its own, or where it leads to; null for one never given."""

    def about(self, claim_id: str) -> Incident | None:
        """The incident under which a claim is filed."""

    def replace(self, incidents: Iterable[Incident], heirs: Mapping[str, str] | None = None) -> int:
        """Makes these the incidents of the record; writes only those that changed, and tells how many did or went.

        `heirs` maps a story to the one in its place: there the claims are found that only its newer version makes.
        """

    def put(
        self, changed: Sequence[Incident], gone: Collection[str] = (), heirs: Mapping[str, str] | None = None
    ) -> None:
        """Writes incidents that are new or changed, and takes out those whose ids are gone.

        All that a change of the claims touches must be given at once: a claim lies in one incident only.
        """

    def fill(self, incidents: Iterable[Incident]) -> int:
        """Fills an empty cache with many incidents, its indexes made at the end; tells how many."""

    def drop(self) -> None:
        """Empties the cache; where ids that went lead to is kept. The next `replace` fills it again."""


class Linking(Protocol):
    """What linking looks up and keeps between runs; what it means is decided in `link`."""

    def tellings(self, stories: Collection[str]) -> tuple[LinkTelling, ...]:
        """The tellings of some stories."""

    def nodes(self, keys: Collection[str]) -> tuple[LinkNode, ...]:
        """Some nodes; without their blocks."""

    def used(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the nodes that a telling still belongs to."""

    def sharing(self, blocks: Collection[str]) -> frozenset[str]:
        """The keys of the nodes in any of these blocks."""

    def near(self, keys: Collection[str]) -> tuple[Likeness, ...]:
        """The likenesses of some nodes to any other."""

    def drop_tellings(self, stories: Collection[str]) -> None:
        """Forgets the tellings of some stories."""

    def drop_nodes(self, nodes: Collection[LinkNode]) -> None:
        """Forgets nodes, the blocks they lie in (which must be given) and all their likenesses."""

    def set_happenings(self, happenings: dict[str, str]) -> None:
        """Keeps, by node, the happening it is about."""

    def clear(self) -> None:
        """Forgets everything; the claims and judgements that it is made from stay."""

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the claims about each happening."""

    def digests(self) -> dict[str, str]:
        """For every story that is linked, what it was linked from."""

    def set_digests(self, digests: dict[str, str]) -> None:
        """Keeps what stories are linked from; an empty digest forgets the story."""

    def add(
        self,
        *,
        tellings: Iterable[LinkTelling] = (),
        nodes: Iterable[LinkNode] = (),
        likenesses: Iterable[Likeness] = (),
    ) -> None:
        """Keeps new rows."""


class Record(Protocol):
    """A record that is open: all between two commits is one transaction, and one process writes at a time.

    It is a context manager; an exception within leaves the record as it was at the last commit. What cannot be opened
    raises InputError (R110); what cannot be written, StoreError (R501 no room, R502 held by another process, R503
    damaged, R504 not yours to write).
    """

    @property
    def name(self) -> str:
        """The path or address, without a password."""

    @property
    def revision(self) -> int:
        """A number that is another one after each transaction, of whatever process, that wrote."""

    @property
    def incidents(self) -> IncidentCache:
        """What linking made of the claims, to be asked by filter."""

    @property
    def linking(self) -> Linking:
        """What linking keeps between runs."""

    def __enter__(self) -> Self:
        """Opens the record; a new one is made, an older one is brought up to date."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commits where all went well, and closes."""

    def commit(self) -> None:
        """Makes what has been written so far permanent, lets others write, and goes on."""

    def lock(self) -> None:
        """Waits until nobody else writes and keeps it so until the next commit: what is read till then stays true."""

    def add(self, coded: CodedStory) -> None:
        """Keeps a coded story in place of an older coding of the same story, if any."""

    def add_ignored(self, ignored: Ignored) -> None:
        """Keeps an item that did not enter, once per origin and content."""

    def ignored(self) -> tuple[Ignored, ...]:
        """The items that did not enter, by origin."""

    def heads(self) -> Mapping[str, tuple[StoryHead, Versions]]:
        """For every story, by id: what tells it from others, and the versions that coded it."""

    def coded(self) -> tuple[CodedStory, ...]:
        """All coded stories, killed and replaced ones too, by publication and id."""

    def each_story(self) -> Iterator[CodedStory]:
        """The same, one after another: memory does not grow with them."""

    def story(self, story_id: str) -> CodedStory | None:
        """The coded story of that id."""

    def claims_of(self, story_id: str) -> tuple[Claim, ...]:
        """The claims of a story, by id."""

    def set_claims(self, claims: Iterable[Claim]) -> None:
        """Replaces the claims of the record by these, which cover all its stories."""

    def claims(self) -> tuple[Claim, ...]:
        """All claims, by id."""

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps a judgement; the same pair judged again by the same hand at the same time is overwritten."""

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, undone ones too, oldest first."""

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds on the list, by address."""

    def set_feed(self, feed: Feed) -> None:
        """Keeps a feed in place of what was known of it; the entries seen in it stay."""

    def remove_feed(self, url: str) -> None:
        """Takes a feed off the list; its stories stay in the record."""

    def seen(self, url: str) -> frozenset[str]:
        """The hashes of the entries that were dealt with in the feed."""

    def mark_seen(self, url: str, sha256: str, *, at: str, outcome: Outcome) -> None:
        """Keeps that an entry of the feed was dealt with; the first time counts."""

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the record: what the database finds, and where the cache is not what the claims say."""
