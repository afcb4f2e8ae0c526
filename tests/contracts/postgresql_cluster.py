"""A PostgreSQL server of the tests' own, from Debian's packages: in a folder of its own, gone afterwards."""

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {
    "listen_addresses": "", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
    "max_connections": "40", "shared_buffers": "64MB", "autovacuum": "off",
}  # fmt: skip


def programs():
    """The folder of the newest server's programs, or null with the reason why there is none to be used."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if not found:
        return None, "no PostgreSQL here; Debian has it as postgresql-15 with postgresql-15-postgis-3"
    version = found[-1].parts[-3]
    if not Path(f"/usr/share/postgresql/{version}/extension/postgis.control").exists():
        return None, f"PostgreSQL {version} is here without PostGIS; Debian has it as postgresql-{version}-postgis-3"
    if os.getuid() == 0 and (shutil.which("setpriv") is None or not _is_user("postgres")):
        return None, "PostgreSQL does not run as root, and there is no user postgres to run it as"
    return found[-1].parent, None


@contextmanager
def shared_cluster(meeting: Path):
    """The address of the server that all test processes which meet in a folder share; the last one ends it."""
    state = meeting / "cluster.txt"
    with _alone(meeting):
        if not state.exists():
            end_forsaken()
            state.write_text(start())
        folder = state.read_text()
        own = Path(folder, "users", str(os.getpid()))
        own.touch()
    try:
        yield f"postgresql://onrecord@/postgres?host={folder}"
    finally:
        with _alone(meeting):
            own.unlink()
            if not any(own.parent.iterdir()):
                state.unlink()
                stop(folder)


def end_forsaken() -> None:
    """Ends servers of test runs that were killed: those whose every user is gone."""
    for users in Path("/tmp").glob("onrecord-pg-*/users"):
        with contextlib.suppress(OSError, AssertionError):
            known = [int(p.name) for p in users.iterdir()]
            if known and not any(Path(f"/proc/{pid}").exists() for pid in known):
                stop(str(users.parent))


def start(**more: str) -> str:
    """Starts a server in a new folder, which it gives: the socket lies in it."""
    bin_, _ = programs()
    folder = tempfile.mkdtemp(prefix="onrecord-pg-", dir="/tmp")
    Path(folder, "users").mkdir()
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    settings = " ".join(f"-c {key}={value}" for key, value in {**SETTINGS, **more}.items())
    _run(bin_ / "initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "onrecord", "-E", "UTF8", "--no-sync")
    _run(bin_ / "pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", f"-k {folder} {settings}", "start")
    return folder


def stop(folder: str) -> None:
    """Ends the server and removes its folder."""
    _run(programs()[0] / "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _run(*command) -> None:
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*as_user, *map(str, command)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, check=False, cwd="/",
    )  # fmt: skip
    assert not done.returncode, done.stderr


@contextmanager
def _alone(meeting: Path):
    with (meeting / "cluster.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_user(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())
