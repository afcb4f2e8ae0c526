"""A server of feeds, and the command line in a folder of its own."""

import pytest
from click.testing import CliRunner
from feed_server import feed_server

from onrecord import cli


@pytest.fixture
def server():
    with feed_server() as running:
        yield running


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(cli.main, [str(a) for a in args])
