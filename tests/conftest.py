"""What every test may ask for."""

import asyncio
import fcntl
import os
import threading
from importlib.resources import files
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real stories beside the checkout; the test skips, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: real stories are read in place and never copied in")
    return SHARED


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory) -> Path:
    """The record of the sample feed, coded and linked once for all tests and workers: copy it before writing to it."""
    from onrecord import pipeline  # noqa: PLC0415 (tests that ask for no coding need not load the model)
    from onrecord.ingest.read import read_paths  # noqa: PLC0415
    from onrecord.store.record import Store  # noqa: PLC0415

    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = base / "sample-record" / "record.sqlite"
    with (base / "sample-record.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            fresh = base / "sample-record.new" / "record.sqlite"
            fresh.parent.mkdir()
            with Store(fresh) as store:
                list(pipeline.take_in(read_paths([files("onrecord").joinpath("sample")]), store))
                pipeline.link(store)
            fresh.parent.rename(path.parent)
    return path


@pytest.fixture(scope="session")
def awaited():
    """Runs a coroutine to its end in a thread of its own: the browser's tests leave a loop running in this one."""

    def run(coroutine):
        told = []
        thread = threading.Thread(target=lambda: told.append(asyncio.run(coroutine)))
        thread.start()
        thread.join()
        return told[0]

    return run
