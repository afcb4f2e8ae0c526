"""W3C PROV as PROV-JSON (https://www.w3.org/submissions/prov-json/): from incidents to claims, stories, coder."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from onrecord.publish.exports.cited import Cited, Stories
from onrecord.publish.exports.linked_claims import urn
from onrecord.publish.exports.seen import Seen
from onrecord.records.incident import Claim, Incident

PREFIX = {"onrecord": "urn:onrecord:", "prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#"}
_SECTIONS = (
    "entity", "activity", "agent", "wasGeneratedBy", "used", "wasAssociatedWith", "wasAttributedTo", "wasDerivedFrom",
)  # fmt: skip
_CHUNK = 1 << 20
_Attributes = Mapping[str, object]


def _aside() -> IO[bytes]:
    return TemporaryFile()


class _Document:
    """A PROV-JSON document written section by section at once, each into a file of its own until all is told."""

    def __init__(self, stack: ExitStack) -> None:
        self._files: dict[str, IO[bytes]] = {s: stack.enter_context(_aside()) for s in _SECTIONS}
        self._told = Seen()
        self._count = 0

    def node(self, section: str, name: str, attributes: _Attributes) -> None:
        """Tells of a thing that comes once only."""
        self._write(section, name, attributes)

    def shared(self, section: str, name: str, attributes: _Attributes) -> bool:
        """Tells of a thing that may come again, the first time; whether this was the first time."""
        if first := self._told.first(name):
            self._write(section, name, attributes)
        return first

    def edge(self, section: str, attributes: _Attributes) -> None:
        """Tells how two things hang together."""
        self._count += 1
        self._write(section, f"_:r{self._count}", attributes)

    def _write(self, section: str, name: str, attributes: _Attributes) -> None:
        file = self._files[section]
        told = json.dumps({name: attributes}, ensure_ascii=False)[1:-1]
        file.write((b",\n" if file.tell() else b"\n") + told.encode("utf-8", "replace"))

    def chunks(self) -> Iterator[bytes]:
        """The whole document."""
        yield b'{"prefix": ' + json.dumps(PREFIX).encode()
        for section, file in self._files.items():
            yield f',\n"{section}": {{'.encode()
            file.seek(0)
            while chunk := file.read(_CHUNK):
                yield chunk
            yield b"\n}"
        yield b"\n}\n"


def prov_chunks(incidents: Iterable[Incident], stories: Stories) -> Iterator[bytes]:
    """The provenance of incidents: each derived from its claims, each claim quoted from its story and coded by a run.

    Stories are attributed to their agency; the version that a story revises, and the original of a copy, are told.
    """
    with ExitStack() as stack:
        document = _Document(stack)
        for incident in incidents:
            name = _name("incident", incident.id)
            document.node("entity", name, {"prov:type": "onrecord:incident", "prov:label": incident.title})
            for standing in incident.claims:
                _tell_claim(document, standing.claim, stories)
                document.edge("wasDerivedFrom", _derived(name, _name("claim", standing.claim.id)))
        yield from document.chunks()


def _tell_claim(document: _Document, claim: Claim, stories: Stories) -> None:
    name, cited = _name("claim", claim.id), stories.cited(claim.story)
    span = claim.event.trigger
    document.node(
        "entity",
        name,
        {"prov:type": "onrecord:claim", "onrecord:rule": claim.event.rule, "onrecord:span": f"{span.start}-{span.end}"},
    )
    story = _name("story", claim.story)
    document.edge("wasDerivedFrom", _derived(name, story, "prov:Quotation"))
    if claim.voice == "witnessed":
        document.edge("wasDerivedFrom", _derived(name, story, "prov:PrimarySource"))
    if not cited.withheld:
        speaker = _name("claimant", claim.claimant)
        document.shared("agent", speaker, {"prov:label": claim.claimant})
        document.edge("wasAttributedTo", {"prov:entity": name, "prov:agent": speaker})
    _tell_story(document, cited, stories)
    if cited.versions:
        coding = _name("coding", claim.story)
        document.edge("wasGeneratedBy", {"prov:entity": name, "prov:activity": coding})
    for copy in claim.copies:
        _tell_story(document, stories.cited(copy), stories)


def _tell_story(document: _Document, cited: Cited, stories: Stories) -> None:
    name = _name("story", cited.id)
    about = {"prov:label": cited.headline, "onrecord:sha256": cited.sha256, "onrecord:url": cited.url}
    told = {k: v for k, v in about.items() if v}
    if not document.shared("entity", name, {"prov:type": "onrecord:story", **told}):
        return
    if cited.originator:
        agency = _name("agency", cited.originator)
        document.shared("agent", agency, {"prov:type": _typed("prov:Organization"), "prov:label": cited.originator})
        document.edge("wasAttributedTo", {"prov:entity": name, "prov:agent": agency})
    for older, how in ((cited.replaces, "prov:Revision"), (cited.copy_of, None)):
        if older:
            _tell_story(document, stories.cited(older), stories)
            document.edge("wasDerivedFrom", _derived(name, _name("story", older), how))
    if cited.versions:
        _tell_coding(document, cited, name)


def _tell_coding(document: _Document, cited: Cited, story: str) -> None:
    versions = cited.versions
    if versions is None:
        return
    coding, software = _name("coding", cited.id), _name("software", versions.software)
    told = {f"onrecord:{k}": v for k, v in versions.model_dump().items()}
    document.shared("activity", coding, {"prov:type": "onrecord:coding", **told})
    document.node(
        "agent", software, {"prov:type": _typed("prov:SoftwareAgent"), "prov:label": f"onrecord {versions.software}"}
    )
    document.edge("used", {"prov:activity": coding, "prov:entity": story})
    document.edge("wasAssociatedWith", {"prov:activity": coding, "prov:agent": software})


def _derived(new: str, old: str, how: str | None = None) -> _Attributes:
    edge: dict[str, object] = {"prov:generatedEntity": new, "prov:usedEntity": old}
    return {**edge, "prov:type": _typed(how)} if how else edge


def _typed(name: str) -> _Attributes:
    return {"$": name, "type": "xsd:QName"}


def _name(kind: str, name: str) -> str:
    return urn(kind, name).replace("urn:onrecord:", "onrecord:", 1)
