"""Which stories the user's rules let in, and how the settings are read."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import cli
from onrecord.errors import InputError
from onrecord.ingest.given import given_from
from onrecord.ingest.plain_text import story_from_text
from onrecord.ingest.routing import admit
from onrecord.records.story import Ignored, Item, Story
from onrecord.settings import Match, Settings, read_settings

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "ingest" / "routes.toml").read_text(encoding="utf-8"))
TEXT = "River rises in Tolvik\n\nThe river rose overnight, police\nsaid. Nobody was hurt in the town."


@pytest.fixture
def write_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path))
    return lambda text: (tmp_path / "config.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES["case"]])
def test_route(case):
    rules = Settings.model_validate(tomllib.loads(case["rules"])).route
    given = given_from({"published": "2031-01-12", "headline": "River rises in Tolvik", **case["given"]})
    item = Item(origin=case.get("origin", "a.txt"), sha256="0", format="text")
    found = admit(story_from_text(TEXT, story_id="s", given=given, item=item), rules)
    if case["rule"]:
        assert isinstance(found, Ignored)
        assert (found.outcome, found.reason, found.headline) == ("ignored", "routed", "River rises in Tolvik")
        assert f'"{case["rule"]}"' in found.message
    else:
        assert isinstance(found, Story)


def test_every_key_of_a_match_is_asked_in_some_case():
    rules = [rule for case in CASES["case"] for rule in tomllib.loads(case["rules"])["route"]]
    asked = {key for rule in rules for side in ("when", "unless") for key in rule.get(side, {})}
    assert asked >= Match.model_fields.keys() - {"headline", "format"}


def test_the_rules_in_the_manual_do_as_it_says():
    page = (Path(__file__).parents[3] / "docs" / "intake.md").read_text(encoding="utf-8")
    columns, rules = (
        Settings.model_validate(tomllib.loads(t)) for t in re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    )
    assert columns.columns == {"title": "Head line", "body": "Full text"}
    told = {
        ("a.txt", "Harbour Wire", "Rebels shelled it."): Story,
        ("https://tabloid.example/1", "Harbour Wire", "It rained."): Story,
        ("https://tabloid.example/1", "Other", "It rained."): Ignored,
        ("https://tabloid.example/1", "Other", "Rebels shelled it."): Story,
    }
    for (origin, agency, body), outcome in told.items():
        given = given_from({"published": "2031-01-12", "agency": agency})
        item = Item(origin=origin, sha256="0", format="text")
        found = admit(story_from_text(f"River rises\n\n{body}", story_id="s", given=given, item=item), rules.route)
        assert isinstance(found, outcome), (origin, agency, body)


def test_the_gate_stands_before_the_rules():
    rules = Settings.model_validate({"route": [{"name": "all", "then": "enter"}]}).route
    found = admit(story_from_text("Sale\n\nADVERTISEMENT\n\nBuy now.", story_id="s", published="2031-01-12"), rules)
    assert isinstance(found, Ignored)
    assert found.reason == "advertisement"


@pytest.mark.usefixtures("write_settings")
def test_without_a_file_all_is_as_it_comes():
    assert read_settings() == Settings()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[fetch]\nper_hots = 2", "fetch.per_hots"),
        ('[[route]]\nname = "x"\nthen = "publish"', "route.0.then"),
        ('[[route]]\nname = "x"\nthen = "enter"\nwhen = { colour = "blue" }', "route.0.when.colour"),
        ("[fetch]\nparallel = 0", "fetch.parallel"),
        ("nonsense", "no settings file"),
    ],
)
def test_a_wrong_key_is_named(write_settings, text, told):
    write_settings(text)
    with pytest.raises(InputError, match="R131") as caught:
        read_settings()
    assert told in str(caught.value)


def test_what_is_shown_can_be_read_again(write_settings, tmp_path):
    write_settings(
        '[watch]\nevery = 60\n[columns]\ntitle = "Head line"\n[[route]]\nname = "no \\"sport\\""\n'
        'when = { slug = "*sport*", since = 2031-01-12, urgency = [4, 5] }\nunless = { words = "war" }\n'
        'then = "ignore"\n'
    )
    before = read_settings()
    shown = CliRunner().invoke(cli.main, ["config", "show"])
    assert shown.exit_code == 0, shown.output
    write_settings(shown.output)
    assert read_settings() == before
    assert CliRunner().invoke(cli.main, ["config", "path"]).output.strip() == str(tmp_path / "config.toml")
