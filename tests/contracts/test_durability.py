"""What was acknowledged stays, whatever happens to the process that writes: killed, in a race, out of room.

ONRECORD_KILLS=50 has it killed fifty times; the suite does so a few times.
"""

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from made_record import coded_stories
from onrecord import pipeline
from onrecord.errors import StoreError
from onrecord.records.story import Ignored, Item
from onrecord.store.record import Store

KILLS = int(os.environ.get("ONRECORD_KILLS", "4"))
fork = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def stories():
    return tuple(coded_stories(24))


@pytest.fixture(scope="module")
def undisturbed(stories, tmp_path_factory):
    """The incidents of a record that nothing disturbed."""
    with Store(tmp_path_factory.mktemp("undisturbed") / "record.sqlite") as store:
        for story in stories:
            store.add(story)
        return pipeline.link(store).incidents


def ingest(where, stories, said, every):
    """Takes stories in as `run` and `watch` do, a transaction each, linking now and then; says what is done."""
    with Store(where) as store:
        for number, story in enumerate(stories, 1):
            store.add(story)
            store.commit()
            said.send(story.story.id)
            if number % every == 0:
                pipeline.link(store)
                store.commit()
                said.send("linked")


def started(where, stories, every=5):
    heard, said = fork.Pipe(duplex=False)
    process = fork.Process(target=ingest, args=(where, stories, said, every))
    process.start()
    said.close()
    return process, heard


def all_said(heard):
    done = []
    while True:
        try:
            done.append(heard.recv())
        except EOFError:
            return done


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(where, stories, undisturbed):
    rng, acknowledged, by_id = random.Random(), set(), {s.story.id: s for s in stories}
    with Store(where):
        pass
    for _ in range(KILLS):
        left = [s for s in stories if s.story.id not in acknowledged] or list(stories)
        process, heard = started(where, left)
        time.sleep(rng.uniform(0.01, 0.6))
        process.kill()
        process.join()
        acknowledged |= set(all_said(heard)) - {"linked"}
        with Store(where) as store:
            assert store.faults() == ()
            assert acknowledged <= store.heads().keys()
            assert all(store.story(i) == by_id[i] for i in acknowledged)
    assert_whole_at_the_end(where, stories, undisturbed)


def test_two_processes_that_write_at_once_get_it_all_in(where, stories, undisturbed):
    with Store(where):
        pass
    both = [started(where, half, every=5) for half in (stories[::2], stories[1::2])]
    said = [all_said(heard) for _, heard in both]
    for process, _ in both:
        process.join()
    assert [process.exitcode for process, _ in both] == [0, 0]
    assert {i for told in said for i in told} == {s.story.id for s in stories} | {"linked"}
    assert_whole_at_the_end(where, stories, undisturbed)


def test_two_processes_that_make_a_record_at_once_make_one(where, stories):
    both = [started(where, stories[:1]), started(where, stories[1:2])]
    for process, _ in both:
        process.join()
    with Store(where) as store:
        assert len(store.heads()) == 2
        assert store.faults() == ()


def assert_whole_at_the_end(where, stories, undisturbed):
    with Store(where) as store:
        for story in stories:
            store.add(story)
        assert pipeline.link(store).incidents == undisturbed
        assert store.faults() == ()


def large(number):
    """An item put aside of a length that fills small disks."""
    letters = random.Random(number).randbytes(1_000_000).hex()
    item = Item(origin=f"{number}.txt", sha256=f"{number:064}", format="text")
    return Ignored(item=item, outcome="ignored", reason="undated", message=letters)


def fill_up(store):
    """Writes until there is no room; gives the number of each item that was acknowledged."""
    for number in range(60):
        store.add_ignored(large(number))
        store.commit()
        yield number


def test_a_file_that_may_not_grow_gives_a_clear_error_and_stays_whole(tmp_path, stories):
    where = tmp_path / "record.sqlite"
    with Store(where) as store:
        store.add(stories[0])
    heard, said = fork.Pipe(duplex=False)
    process = fork.Process(target=write_within, args=(where, 6_000_000, said))
    process.start()
    said.close()
    *done, error = all_said(heard)
    process.join()
    assert error.startswith("R501")
    assert_intact(where, done, stories)


def write_within(where, most, said):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        with Store(where) as store:
            for number in fill_up(store):
                said.send(number)
    except StoreError as error:
        said.send(str(error))


@pytest.fixture
def small_disk():
    """A disk of 60 MB."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-disk-", dir="/tmp"))
    told = ["mount", "-t", "tmpfs", "-o", "size=60m,mode=777", "tmpfs", str(folder)]
    try:
        mounted = os.getuid() == 0 and not subprocess.run(told, capture_output=True, check=False).returncode
    except OSError:
        mounted = False
    if not mounted:
        folder.rmdir()
        pytest.skip("only root may make a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


@pytest.fixture
def small_database(postgresql, small_disk):
    """A database whose tables lie on the small disk."""
    name = f"small_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}"
    (small_disk / "tables").mkdir()
    shutil.chown(small_disk / "tables", "postgres")
    engine = create_engine(postgresql.replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as server:
        server.execute(text(f"CREATE TABLESPACE {name} LOCATION '{small_disk / 'tables'}'"))
        server.execute(text(f"CREATE DATABASE {name} TABLESPACE {name}"))
        yield postgresql.replace("/postgres?", f"/{name}?")
        server.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.execute(text(f"DROP TABLESPACE {name}"))
    engine.dispose()


def test_a_full_disk_gives_a_clear_error_and_an_intact_file(small_disk, stories):
    assert_full_but_intact(small_disk / "record.sqlite", stories)


def test_a_full_disk_gives_a_clear_error_and_an_intact_database(small_database, stories):
    assert_full_but_intact(small_database, stories)


def assert_full_but_intact(where, stories):
    with Store(where) as store:
        store.add(stories[0])
    done = []
    with pytest.raises(StoreError, match="R501"), Store(where) as store:
        done.extend(fill_up(store))
    assert_intact(where, done, stories)


def assert_intact(where, done, stories):
    with Store(where) as store:
        assert store.faults() == ()
        assert store.story(stories[0].story.id) == stories[0]
        assert {i.item.origin for i in store.ignored()} >= {f"{n}.txt" for n in done}
        assert len(done) > 1
