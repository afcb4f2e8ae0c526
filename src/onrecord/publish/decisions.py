"""What people decided of an incident: values they corrected, with what the machine had read, and analyst codes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from onrecord.publish.exports.people import Mask
from onrecord.publish.paths import claim_anchor
from onrecord.records.incident import Claim, Incident
from onrecord.records.reading import Reading
from onrecord.records.review import (
    CREDIBILITY,
    RELIABILITY,
    Amendment,
    Evidence,
    Rating,
    amendments_in_force,
    ratings_in_force,
)


@dataclass(frozen=True)
class Corrected:
    """A value of a claim as a person gave it; `was` is what had been read, "" where nothing was."""

    claim: str
    claimant: str
    what: str
    value: str
    was: str
    by: str
    at: str
    reason: str

    @property
    def anchor(self) -> str:
        """The claim on the incident's page."""
        return claim_anchor(self.claim)


@dataclass(frozen=True)
class Coded:
    """An analyst's code; `subject` is a claimant's name, a claim's id or an incident's, `meaning` the code in words."""

    scale: str
    subject: str
    value: str
    meaning: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True)
class Decided:
    """All that people decided of one incident and that is in force."""

    corrections: Sequence[Corrected] = ()
    codes: Sequence[Coded] = ()

    def told(self, private: Iterable[str] = ()) -> dict[str, list[dict[str, str]]]:
        """The same as data, without the names of private people."""
        mask = Mask(private)

        def row(one: Corrected | Coded) -> dict[str, str]:
            return {name: mask.text(value) for name, value in asdict(one).items()}

        return {"corrections": list(map(row, self.corrections)), "codes": list(map(row, self.codes))}


class Decisions:
    """The decisions of a record by what they are on: a claim's is found in each version and copy of its story."""

    def __init__(self, read: Reading) -> None:
        self._read = read
        self._amendments: dict[str, list[Amendment]] = {}
        self._credibility: dict[str, list[Rating]] = {}
        self._others: dict[tuple[str, str], Rating] = {}
        for one in amendments_in_force(read.amendments):
            self._amendments.setdefault(self._family(one.claim.rpartition("/")[0]), []).append(one)
        for code in ratings_in_force(read.ratings):
            if code.scale == "credibility":
                self._credibility.setdefault(self._family(code.subject.rpartition("/")[0]), []).append(code)
            else:
                self._others[code.scale, code.subject] = code

    def hangs_on(self, incident_id: str, stories: Iterable[str]) -> str:
        """What an incident's page hangs on of all this; claimants' codes count for all incidents."""
        families = sorted({self._family(s) for s in stories}) if self._amendments or self._credibility else ()
        told: list[Amendment | Rating] = [a for f in families for a in self._amendments.get(f, ())]
        told += [r for f in families for r in self._credibility.get(f, ())]
        told += [r for (scale, subject), r in self._others.items() if scale != "proof" or subject == incident_id]
        return "".join(one.model_dump_json() for one in told)

    def on(self, incident: Incident) -> Decided:
        """The decisions on an incident and its claims; of stories that were killed nothing is told."""
        claims = [s.claim for s in incident.claims if s.claim.story not in self._read.killed]
        codes = [self._others.get(("proof", incident.id))]
        codes += [self._others.get(("reliability", name)) for name in dict.fromkeys(c.claimant for c in claims)]
        corrections: list[Corrected] = []
        for claim in claims:
            family = self._family(claim.story)
            evidence = self._evidence(claim) if family in self._amendments or family in self._credibility else None
            corrections += [
                Corrected(claim.id, claim.claimant, a.what, a.value, a.was, a.by, a.at, a.reason)
                for a in self._amendments.get(family, ())
                if evidence and a.evidence.meets(evidence) and ("@" in a.claim) == ("@" in claim.id)
            ]
            near = [
                r
                for r in self._credibility.get(family, ())
                if r.subject == claim.id or (evidence and r.evidence and r.evidence.meets(evidence))
            ]
            codes += [near[-1].model_copy(update={"subject": claim.id})] if near else []
        return Decided(corrections, [_coded(r) for r in codes if r])

    def _evidence(self, claim: Claim) -> Evidence | None:
        story = self._read.story(claim.story)
        return Evidence.of(story, claim.event) if story else None

    def _family(self, story: str) -> str:
        """The story that speaks for this one and all its versions and copies."""
        seen = {story}
        while heir := self._read.copies.get(story) or self._read.replaced.get(story):
            if heir in seen:
                return min(seen)
            seen.add(story := heir)
        return story


def _coded(one: Rating) -> Coded:
    meaning = {"reliability": RELIABILITY, "credibility": CREDIBILITY}.get(one.scale, {}).get(one.value, "")
    return Coded(one.scale, one.subject, one.value, meaning, one.by, one.at, one.reason)
