"""A process that codes: stories come in by a pipe, as JSON, and what was read in them goes back the same way."""

import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from onrecord.errors import OnrecordError, SetupError
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.story import Ignored, Story

CodeOne = Callable[[Story], CodedStory | Ignored]
READY, CODED, IGNORED, FAILED = b"r", b"c", b"i", b"f"  # the first byte of what a worker says


def serve(pipe: Connection) -> None:
    """Codes what comes by the pipe until it closes; the first that comes is what codes, and its versions.

    A second thread reads ahead: this process never waits for the pipe while the other end waits for it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends its workers
    try:
        warm_up()  # while the parent does the same
        code_one: CodeOne
        code_one, made_by = pipe.recv()
        ready_for(made_by)
    except OnrecordError as error:
        pipe.send_bytes(FAILED + f"{error.code} {error.message}".encode())
        return
    inbox: SimpleQueue[bytes | None] = SimpleQueue()
    Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    pipe.send_bytes(READY)
    while (told := inbox.get()) is not None:
        coded = code_one(Story.model_validate_json(told))
        mark = IGNORED if isinstance(coded, Ignored) else CODED
        try:
            pipe.send_bytes(mark + coded.model_dump_json().encode())
        except OSError:  # nobody listens any more
            return


def warm_up() -> Versions:
    """Loads model, gazetteer and lexicons, once per process, and tells their versions."""
    from onrecord.pipeline import versions  # noqa: PLC0415 (not before Ctrl-C is off: this takes a second)

    return versions()


def ready_for(made_by: Versions) -> None:
    """Sees to it that this process codes with the run's versions. Raises SetupError (R204) where it does not."""
    if warm_up() != made_by:
        told = f"this process codes with {warm_up()}, the run with {made_by}"
        raise SetupError("R204", f"{told}; start again, with one version everywhere")


def _receive(pipe: Connection, inbox: "SimpleQueue[bytes | None]") -> None:
    try:
        while True:
            inbox.put(pipe.recv_bytes())
    except (EOFError, OSError):
        inbox.put(None)
