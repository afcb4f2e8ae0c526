"""Each form on the real sample record, opened with the tool that its readers use."""

import csv
import json
from datetime import datetime
from io import StringIO

import geopandas
import hxl
import pyarrow.parquet as pq
import pytest
import rdflib
import timemap_schema
from datasette.app import Datasette
from jsonschema import Draft202012Validator

from onrecord.errors import InputError
from onrecord.publish.exports import timemap
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.comma_separated import csv_chunks
from onrecord.publish.exports.forms import FORMS, TABLES, form_of, table_of, write_timemap
from onrecord.publish.exports.json_lines import read_incidents
from onrecord.publish.exports.terms import Terms, released

INCIDENTS, CLAIMS = TABLES["incidents"], TABLES["claims"]
SCHEMA = "https://schema.org/"


@pytest.fixture(scope="session")
def made(incidents, stories, tmp_path_factory):
    """Writes a form of a table of the sample into a file and gives its path."""
    folder = tmp_path_factory.mktemp("forms")

    def make(form, table="incidents"):
        path = folder / f"{table}.{form}"
        if not path.exists():
            path.write_bytes(b"".join(FORMS[form].write(TABLES[table], incidents, stories)))
        return path

    return make


def rows(path, delimiter=","):
    return list(csv.DictReader(StringIO(path.read_text("utf-8")), delimiter=delimiter))


def test_geoparquet_opens_in_geopandas(made, incidents):
    frame = geopandas.read_parquet(made("geoparquet"))
    assert len(frame) == len(incidents)
    assert frame.crs == "OGC:CRS84"
    placed = frame[frame.geometry.notna()]
    assert len(placed) == sum(i.lat is not None for i in incidents)
    assert 0 < len(placed) < len(frame)
    assert (placed.geometry.x == placed["lon"]).all()
    assert (placed.geometry.y == placed["lat"]).all()


def test_geoparquet_tells_a_box_of_each_point_for_readers_that_skip_the_rest(made):
    geo = json.loads(pq.read_schema(made("geoparquet")).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    within = geopandas.read_parquet(made("geoparquet"), bbox=(38.0, 48.5, 39.0, 49.2))
    everything = geopandas.read_parquet(made("geoparquet"))
    assert list(within["id"]) == list(everything.cx[38.0:39.0, 48.5:49.2]["id"])
    assert 0 < len(within) < len(everything)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_holds_what_csv_holds_with_its_types_and_descriptions(made, table):
    held = pq.read_table(made("parquet", table))
    told = rows(made("csv", table))
    assert held.num_rows == len(told) > 0
    assert held.column_names == [c.name for c in TABLES[table].columns]
    for field, column in zip(held.schema, TABLES[table].columns, strict=True):
        assert field.metadata[b"description"].decode() == column.about
    for name in held.column_names[:20]:
        filled = [value is not None for value in held[name].to_pylist()]
        assert filled == [row[name] != "" for row in told]


def test_csv_with_hxl_validates_in_libhxl(incidents, stories, tmp_path):
    for table in (INCIDENTS, CLAIMS):
        path = tmp_path / f"{table.name}.csv"
        path.write_bytes(b"".join(csv_chunks(table, incidents, stories, hxl=True)))
        troubles = []
        with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as data:
            schema = hxl.schema(None, callback=troubles.append)
            assert schema.validate(data)
            assert not troubles
            tags = set(data.display_tags)
        wanted = {"#date+start", "#date+end", "#event+type", "#adm1+name", "#loc+name", "#geo+lat", "#geo+lon"}
        wanted |= {"#country+code", "#group+name+first", "#group+name+second", "#meta+source", "#affected+killed+min"}
        assert wanted <= tags
    assert "#description" in hxl.data(str(tmp_path / "incidents.csv"), hxl.InputOptions(allow_local=True)).display_tags


def test_hxl_can_be_asked_in_its_own_words(incidents, stories, tmp_path):
    path = tmp_path / "incidents.csv"
    path.write_bytes(b"".join(csv_chunks(INCIDENTS, incidents, stories, hxl=True)))
    found = hxl.data(str(path), hxl.InputOptions(allow_local=True)).with_rows("#event+type=seizure")
    assert len(list(found)) == sum(i.type == "seizure" for i in incidents)


@pytest.mark.parametrize("table", ["incidents", "claims"])
def test_geojson_has_a_feature_for_each_row_and_no_point_for_the_unplaced(made, table):
    collection = json.loads(made("geojson", table).read_bytes())
    told = {row["id"]: row for row in rows(made("csv", table))}
    assert [f["id"] for f in collection["features"]] == list(told)
    for feature in collection["features"]:
        row = told[feature["id"]]
        point = feature["geometry"] and feature["geometry"]["coordinates"]
        assert (point or None) == ([float(row["lon"]), float(row["lat"])] if row["lat"] else None)
    assert len(geopandas.read_file(made("geojson", table))) == len(told)


def test_json_lines_come_back_as_they_went(made, incidents):
    with made("jsonl").open("rb") as file:
        assert tuple(read_incidents(file)) == incidents


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"schema": "onrecord.claim/1"}', b'{"schema": "onrecord.incident/1"}'])
def test_lines_that_are_no_incidents_are_refused(line):
    with pytest.raises(InputError, match="line 1"):
        list(read_incidents([line]))


def test_a_line_of_a_claim_leads_to_its_story_and_versions(made, incidents):
    lines = [json.loads(line) for line in made("jsonl", "claims").read_text("utf-8").splitlines()]
    assert len(lines) == sum(len(i.claims) for i in incidents)
    for line in lines:
        assert line["claim"]["story"] == line["story"]["id"]
        assert line["story"]["versions"]["software"]
        assert line["claim"]["event"]["rule"]


def test_the_sqlite_file_opens_in_datasette(made, incidents, awaited):
    async def ask():
        served = Datasette([str(made("sqlite"))])
        await served.invoke_startup()
        database = made("sqlite").stem
        of_type = await served.client.get(f"/{database}/incidents.json?_shape=objects&type=seizure&_size=max")
        joined = await served.client.get(
            f"/{database}.json", params={"sql": "select count(*) n from claims c join incidents i on i.id = c.incident"}
        )
        page = await served.client.get(f"/{database}/columns")
        return of_type.json(), joined.json(), page.text

    of_type, joined, page = awaited(ask())
    assert {row["id"] for row in of_type["rows"]} == {i.id for i in incidents if i.type == "seizure"}
    assert joined["rows"][0][0] == sum(len(i.claims) for i in incidents)
    assert "lowest lower bound told" in page


def test_the_timemap_triple_fits_timemaps_schema(incidents, stories, tmp_path):
    write_timemap(tmp_path, incidents, stories)
    told = {name: json.loads((tmp_path / name).read_bytes()) for name in timemap.FILES}
    schemas = (timemap_schema.EVENTS, timemap_schema.ASSOCIATIONS, timemap_schema.SOURCES)
    for (_, file), schema in zip(told.items(), schemas, strict=True):
        Draft202012Validator(schema).validate(file)
    events, associations, sources = told.values()
    assert [e["id"] for e in events] == [i.id for i in incidents]  # none is left out
    for event in events:
        datetime.strptime(event["date"], "%m/%d/%Y")  # noqa: DTZ007 (a day has no zone)
        assert set(event["sources"]) <= set(sources)
        assert set(event["associations"]) <= {a["id"] for a in associations}
    assert len({a["id"] for a in associations}) == len(associations)
    undated = [e for e in events if e["time_display"].startswith("undated, first reported")]
    assert len(undated) == sum(i.start is None and i.end is None for i in incidents)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_claims_parse_as_rdf(made, incidents, stories):
    graph = rdflib.Graph().parse(data=made("jsonld", "claims").read_bytes(), format="json-ld")
    kind = rdflib.RDF.type
    claims = set(graph.subjects(kind, rdflib.URIRef(SCHEMA + "Claim")))
    shown = [s.claim for i in incidents for s in i.claims if not stories.cited(s.claim.story).withheld]
    assert len(claims) == len(shown) > 200
    first, appearance = (rdflib.URIRef(SCHEMA + name) for name in ("firstAppearance", "appearance"))
    for claim in claims:
        assert graph.value(claim, first) in set(graph.objects(claim, appearance))
        assert graph.value(claim, rdflib.URIRef(SCHEMA + "claimInterpreter")) is not None
    assert not list(graph.subjects(kind, rdflib.URIRef(SCHEMA + "ClaimReview")))
    assert not [p for p in graph.predicates() if "rating" in str(p).lower()]


def test_prov_json_names_everything_it_joins(made, incidents):
    told = json.loads(made("prov").read_bytes())
    prefixes = set(told["prefix"])
    things = {name for section in ("entity", "activity", "agent") for name in told[section]}
    assert all(name.split(":")[0] in prefixes for name in things)
    for section in ("wasGeneratedBy", "used", "wasAssociatedWith", "wasAttributedTo", "wasDerivedFrom"):
        assert told[section]
        for edge in told[section].values():
            assert {value for key, value in edge.items() if key != "prov:type"} <= things
    kinds = [edge.get("prov:type", {}).get("$") for edge in told["wasDerivedFrom"].values()]
    assert kinds.count("prov:Quotation") == sum(len(i.claims) for i in incidents)
    assert kinds.count("prov:PrimarySource") == sum(s.claim.voice == "witnessed" for i in incidents for s in i.claims)
    assert "prov:Revision" in kinds


def test_every_row_leads_to_its_story_its_words_its_rule_and_its_versions(made, sample):
    for row in rows(made("csv", "claims")):
        story = sample.story(row["story"])
        assert row["rule"]
        assert row["software"]
        assert row["model"]
        assert row["gazetteer"]
        assert row["lexicon_version"]
        if row["story"] not in sample.killed:
            words = " ".join(story.text[int(row["quote_start"]) : int(row["quote_end"])].split())
            assert words.startswith(row["quote"].rstrip("…"))
            assert story.text[int(row["trigger_start"]) : int(row["trigger_end"])].split() == row["trigger"].split()


def test_no_stories_text_goes_out(made, sample):
    whole = {" ".join(c.story.text.split()) for c in sample.coded()}
    for row in rows(made("csv", "claims")):
        assert len(row["quote"]) <= 280
        assert row["quote"] not in whole


@pytest.mark.parametrize("form", [f for f in FORMS if FORMS[f].write])
def test_the_same_record_gives_the_same_bytes(form, sample):
    for name in FORMS[form].tables:
        first, second = (
            b"".join(FORMS[form].write(TABLES[name], released(sample.incidents(), s, Terms()), s))
            for s in (Stories(sample), Stories(sample))
        )
        assert first == second


def test_forms_are_known_by_their_endings():
    assert form_of("a/b.csv").name == "csv"
    assert form_of("B.GeoParquet").name == "geoparquet"
    assert form_of("x.prov.json").name == "prov"
    with pytest.raises(InputError, match="R131"):
        form_of("x.json")
    with pytest.raises(InputError, match="R132"):
        table_of(FORMS["timemap"], "acled")
