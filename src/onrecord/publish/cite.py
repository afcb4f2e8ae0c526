"""How to cite an incident: as text, as BibTeX, and as CSL-JSON."""

import json
import re

from onrecord.records.incident import Incident


def as_text(incident: Incident, sources: str, latest: str, software: str) -> str:
    """One line: title, id, how many claims, the state of the record, what made it."""
    state = f", record as of {latest}" if latest else ""
    return f"{incident.title}. onrecord, incident {incident.id} ({sources}){state}, software {software}."


def as_bibtex(incident: Incident, latest: str, software: str) -> str:
    """A `@misc` entry; braces and backslashes of the title are taken out."""
    title = re.sub(r"[{}\\]", "", incident.title)
    year = f"  year = {{{latest[:4]}}},\n" if latest else ""
    note = f"Incident {incident.id}, record as of {latest[:10] or 'unknown'}, software {software}"
    key = re.sub(r"[^A-Za-z0-9-]", "", incident.id)
    return f"@misc{{{key},\n  title = {{{title}}},\n  author = {{{{onrecord}}}},\n{year}  note = {{{note}}}\n}}"


def as_csl(incident: Incident, latest: str, software: str) -> str:
    """A CSL-JSON item of type dataset."""
    item: dict[str, object] = {
        "id": incident.id,
        "type": "dataset",
        "title": incident.title,
        "author": [{"literal": "onrecord"}],
        "version": software,
    }
    if re.match(r"\d{4}-\d{2}-\d{2}", latest):
        item["issued"] = {"date-parts": [[int(part) for part in latest[:10].split("-")]]}
    return json.dumps([item], ensure_ascii=False, indent=1)
