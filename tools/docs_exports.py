"""The docs page on exports and releases: forms, terms, limits, and every column with how it is mapped."""

from dataclasses import fields

from onrecord.publish.exports.forms import FORMS
from onrecord.publish.release.census import Limits
from onrecord.publish.release.data_files import OTHERS
from onrecord.publish.release.describe import columns_text

HEAD = """# Exports and releases

`onrecord export FILE` writes the record, or the part that filter options ask for, in the form that FILE's ending names;
`onrecord release DIR` publishes all of it as a dated folder. Both read one incident after another: memory does not grow
with the record. The same record gives the same bytes.

Every row leads to its story (id, agency, carrier, address, hash of the bytes), the words it was read from with their
characters, the rule and lexicon lines that read them, and the versions of software, model, gazetteer and lexicons. No
story's text goes out: quotations are cut at 280 characters. Of a killed story no word goes out; its claims stay as
tombstones.
"""
TERMS = """
## Who is named, and how exact points are

Victims, minors and private witnesses are not named unless `--names` is given: a party or speaker of kind civilian, a
speaker of whom nothing is known, whoever is hurt, taken or killed and holds no office, and whoever is told with an age.
The name is replaced by `[name withheld]` wherever it stands in what goes out, headlines too; the same person keeps the
same sign within a story. A story's address is given as it is and may hold a name. `--names` is for those who may read
the stories anyway.

`--grid DEGREES` moves points to the middle of cells of that size; names of places stay. `--delay DAYS` holds back what
ended, or was first reported, in the record's last days.

Words that take sides ("enemy troops") stand in quotation marks in cells that no speaker stands beside.
"""
VIEWS = """
## Views in the columns of other data sets

The tables `ucdp_ged`, `acled` and `polecat` let our rows be merged with those data sets. They are mappings by fixed
rules, told column by column below, not judgements of those projects' coders. Where claims differ, a view has one value
by a rule that prefers nobody; the tables of incidents and claims have what each claimant says.

## timemap

`--format timemap` writes events.json, associations.json and sources.json, as datasheet-server serves them and timemap
reads them. Set DATE_FMT to MM/DD/YYYY and point EVENTS_EXT, ASSOCIATIONS_EXT and SOURCES_EXT at the files. Events
without a day carry the day of their first report and say so; those without a place have empty coordinates.
"""
RELEASE = """
## Releases

A release is written aside and renamed when it is whole. Besides the forms above it holds:
"""


def exports_page() -> str:
    """The page on exports and releases."""
    parts = [HEAD, "## Forms\n", "| form | file endings | tables | what it is |", "|---|---|---|---|"]
    parts += [
        f"| {form.name} | {' '.join(form.endings) or 'a folder'} | {', '.join(sorted(form.tables))} | {form.about} |"
        for form in FORMS.values()
    ]
    parts += [TERMS, VIEWS, RELEASE, "| file | what it holds |", "|---|---|"]
    parts += [f"| {path} | {about} |" for path, about in OTHERS.items()]
    parts += [
        "\nIt stops, and nothing is written, where one of these limits does not hold; `--allow NAME` lets it pass.\n"
    ]
    limits = Limits()
    rise = f"at most {limits.worse:.0%} of all more than last time"
    assert {f.name for f in fields(limits)} == {"unplaced", "undated", "worse", "fewer", "more", "enough"}
    parts += [
        "| name | limit |",
        "|---|---|",
        "| empty | there is at least one incident |",
        f"| incidents | not under {limits.fewer:g} nor over {limits.more:g} times those of the last release |",
        f"| sources | the same of each agency's stories, where it had at least {limits.enough} |",
        f"| types | the same of each type's incidents, where there were at least {limits.enough} |",
        f"| unplaced | at most {limits.unplaced:.0%} have no place, {rise} |",
        f"| undated | at most {limits.undated:.0%} have no day, {rise} |",
    ]
    return "\n".join([*parts, *columns_text()])
