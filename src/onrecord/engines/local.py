"""Codes in several processes of this machine; one that dies is replaced, and nothing is lost."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from onrecord.engines.poison import DEATHS, ended_its_worker
from onrecord.engines.worker import CODED, FAILED, READY, CodeOne, serve
from onrecord.errors import SetupError
from onrecord.pipeline import code_or_reason, versions
from onrecord.records.coded import CodedStory
from onrecord.records.story import Ignored, Story

_AT_A_TIME = 2  # stories a worker holds: one that it codes, one that lies ready
_AHEAD = 16  # stories per worker that may be read before the first of them is given out
_FALSE_STARTS = 3  # workers in a row that end before they begin


@dataclass(slots=True)
class _Task:
    number: int
    story: Story
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    tasks: deque[_Task] = field(default_factory=deque)  # in the order in which it codes them


class Workers:
    """`count` processes that code stories, each with a model of its own; use it as a context manager, then call it.

    A worker that dies is replaced. The story it was at is coded again; where it ends its worker once more, it is put
    aside as `coder-failed`. The order is that of the stories. Raises SetupError where no worker can begin.
    """

    def __init__(self, count: int, *, code_one: CodeOne = code_or_reason) -> None:
        self._count, self._code_one = count, code_one
        self._workers: list[_Worker] = []
        self._false_starts = 0

    def __enter__(self) -> Self:
        self._fill_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.pipe.close()  # which ends it when its story is done
            if kind is not None or worker.tasks or not worker.ready:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()
        self._workers = []

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers as they are now."""
        return [w.process.pid for w in self._workers if w.process.pid is not None]

    def __call__(self, stories: Iterable[Story]) -> Iterator[CodedStory | Ignored]:
        """What was read in each story, in the order given; reads at most some stories ahead."""
        unread = (_Task(number, story) for number, story in enumerate(stories))
        todo: deque[_Task] = deque()
        done: dict[int, CodedStory | Ignored] = {}
        given = 0  # out, to whoever asked
        self._fill_up()
        try:
            while True:
                free = _AHEAD * self._count - len(done) - len(todo) - sum(len(w.tasks) for w in self._workers)
                self._hand_out(todo, unread, free)
                if given in done:
                    yield done.pop(given)
                    given += 1
                elif todo or any(w.tasks for w in self._workers) or not self._any_ready():
                    self._listen(todo, done)
                else:
                    return
        finally:
            for worker in [w for w in self._workers if w.tasks]:  # left in the middle: what they say is not wanted
                self._end(worker)

    def _hand_out(self, todo: deque[_Task], unread: Iterator[_Task], free: int) -> None:
        """Gives the workers what they can take, those with least first."""
        for held in range(_AT_A_TIME):
            for worker in self._workers:
                if not worker.ready or len(worker.tasks) != held:
                    continue
                free -= not todo
                task = todo.popleft() if todo else next(unread, None) if free >= 0 else None
                if task is None:
                    return
                worker.tasks.append(task)
                try:
                    worker.pipe.send_bytes(task.story.model_dump_json().encode())
                except OSError:
                    return  # it is dead, as `_listen` will hear

    def _listen(self, todo: deque[_Task], done: dict[int, CodedStory | Ignored]) -> None:
        """Waits until at least one worker says something, or dies."""
        heard = wait([w.pipe for w in self._workers])
        for worker in [w for w in self._workers if w.pipe in heard]:
            try:
                said = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                self._bury(worker, todo, done)
                continue
            if said[:1] == READY:
                worker.ready, self._false_starts = True, 0
            elif said[:1] == FAILED:
                code, _, message = said[1:].decode().partition(" ")
                raise SetupError(code, message)
            else:
                record = CodedStory if said[:1] == CODED else Ignored
                done[worker.tasks.popleft().number] = record.model_validate_json(said[1:])

    def _bury(self, worker: _Worker, todo: deque[_Task], done: dict[int, CodedStory | Ignored]) -> None:
        """Puts another in the place of a dead worker, and what it held back; the first of these it was coding."""
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS * self._count:
                raise SetupError("R203", "the workers end before they begin; try again with fewer --workers")
        tasks = list(worker.tasks)
        if tasks:
            tasks[0].deaths += 1
            if tasks[0].deaths >= DEATHS:
                fatal = tasks.pop(0)
                done[fatal.number] = ended_its_worker(fatal.story)
        todo.extendleft(reversed(tasks))
        self._end(worker)
        self._fill_up()

    def _end(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        worker.pipe.close()
        self._workers.remove(worker)

    def _fill_up(self) -> None:
        fresh = [self._begin() for _ in range(self._count - len(self._workers))]
        self._workers += fresh
        for worker in fresh:  # they load their models while this process loads its own
            with suppress(OSError):  # dead already, as `_listen` will hear
                worker.pipe.send((self._code_one, versions()))

    def _any_ready(self) -> bool:
        return any(w.ready for w in self._workers)

    def _begin(self) -> _Worker:
        spawning = get_context("spawn")  # a forked copy of a process that holds threads may never wake up
        ours, theirs = spawning.Pipe()
        process = spawning.Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)
