"""What changed between two codings of one story, for machines and for people."""

import json
from collections.abc import Iterable, Mapping, Sequence

from onrecord.records.coded import CodedStory
from onrecord.records.event import Attribution, Event
from onrecord.records.run import Change, FieldChange, Run, StoryChange
from onrecord.records.span import Frozen, Span

_Key = tuple[int, int, int]  # where what it rests on stands in the text; which of those that rest on the same
_COUNTED = {"id", "incident", "attribution", "nested_in"}  # ids that count, and change with what came before


def changes_of(old: CodedStory, new: CodedStory) -> tuple[Change, ...]:
    """What came, went or changed; told apart by the words that things rest on: the cue, the trigger."""
    return (
        *_changes("attribution", _keyed(old.attributions), _keyed(new.attributions), {}, {}),
        *_changes("event", _keyed(old.events), _keyed(new.events), _spans(old), _spans(new)),
    )


def changes_text(changes: StoryChange) -> str:
    """What changed in a story, as lines for a terminal."""
    lines = [f"{changes.story}  {changes.headline}"]
    if changes.only:
        lines.append(f"  only in {changes.only}")
    for one in changes.changes:
        ids = " → ".join(dict.fromkeys(i for i in (one.old, one.new) if i))
        lines.append(f"  {one.what:<8}{one.kind} {ids}" + (f" “{one.span.text}”" if one.span else ""))
        lines += [f"          {f.name}: {f.old or '-'} → {f.new or '-'}" for f in one.fields]
    return "\n".join(lines)


def runs_text(runs: Iterable[Run]) -> str:
    """The runs, as lines for a terminal."""
    lines = []
    for run in runs:
        v = run.versions
        times = f"{run.started or 'unknown'} to {run.ended or 'unknown'}"
        lines += [
            f"{run.id}  {run.state}, {run.stories} stories stand as it coded them, {run.kept} of its codings kept",
            f"    {times}",
            f"    onrecord {v.software}, model {v.model}, gazetteer {v.gazetteer}, lexicon {v.lexicon}",
        ]
    return "\n".join(lines)


def _changes(
    kind: str,
    old: Mapping[_Key, Attribution | Event],
    new: Mapping[_Key, Attribution | Event],
    old_said: Mapping[str, str],
    new_said: Mapping[str, str],
) -> Iterable[Change]:
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        fields: tuple[FieldChange, ...] = ()
        if before and after:
            fields = _fields(_values(before, old_said), _values(after, new_said))
            if not fields:
                continue
        one = after or before
        yield Change.model_validate(
            {
                "kind": kind,
                "what": "changed" if before and after else "added" if after else "gone",
                "old": before.id if before else None,
                "new": after.id if after else None,
                "span": _rests_on(one) if one else None,
                "fields": fields,
            }
        )


def _keyed(found: Sequence[Attribution | Event]) -> dict[_Key, Attribution | Event]:
    keyed: dict[_Key, Attribution | Event] = {}
    for one in found:
        span = _rests_on(one)
        start, end, n = (span.start, span.end, 0) if span else (-1, -1, 0)
        while (start, end, n) in keyed:
            n += 1
        keyed[start, end, n] = one
    return keyed


def _rests_on(one: Attribution | Event) -> Span | None:
    if isinstance(one, Event):
        return one.trigger
    return one.cue or next(iter(one.content), None) or one.source


def _spans(coded: CodedStory) -> dict[str, str]:
    """For each attribution by id, whom and what word it stands for."""
    return {a.id: f"{a.source_name or 'somebody'} [{a.cue.text if a.cue else '-'}]" for a in coded.attributions}


def _values(one: Attribution | Event, said: Mapping[str, str]) -> dict[str, str | None]:
    values = dict(_flat("", one))
    if isinstance(one, Event):
        values["attribution"] = said.get(one.attribution or "", one.attribution)
    return values


def _flat(prefix: str, record: Frozen) -> Iterable[tuple[str, str | None]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if not prefix and name in _COUNTED:
            continue
        if isinstance(value, Frozen) and not isinstance(value, Span):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", _told(value)


def _told(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Span):
        return f"{value.text} ({value.start}-{value.end})"
    if isinstance(value, tuple):
        return "; ".join(filter(None, (_told(v) for v in value))) or None
    return value.model_dump_json() if isinstance(value, Frozen) else json.dumps(value)


def _fields(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> tuple[FieldChange, ...]:
    names = dict.fromkeys((*old, *new))
    changed = [n for n in names if old.get(n) != new.get(n)]
    return tuple(FieldChange(name=n, old=old.get(n), new=new.get(n)) for n in changed)
