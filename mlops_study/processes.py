"""Other processes that do work for this one, and end when it does.

Each is a fresh interpreter that is sent a function and a block of tasks, answers with
the results and waits for more. It is told nothing by signals: what it reads from ends
when the process that started it does, however that came about. It watches that from its
first moments, so this module imports nothing that takes time.
"""

import os
import pickle
import sys
import traceback
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from subprocess import PIPE, Popen
from threading import Thread
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

# nothing is imported from the folder that one happens to stand in
_COMMAND = (sys.executable, "-P", "-c", f"from {__name__} import serve; serve()")


def in_processes(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int, block: int
) -> Generator[Result, None, None]:
    """Yield the results of tasks in their order, done a block at a time by `workers`.

    Raises
    ------
    BrokenExecutor
        If a process cannot be started, or ends before its work is done.
    """
    blocks = [tasks[i : i + block] for i in range(0, len(tasks), block)]
    idle: SimpleQueue[Popen[bytes]] = SimpleQueue()

    def done(block: Sequence[Task]) -> list[Result]:
        message = pickle.dumps((work, block))
        worker = idle.get()
        results: list[Result]
        try:
            results, error = _ask(worker, message)
        finally:
            idle.put(worker)
        if error is not None:
            raise error
        return results

    with ExitStack() as stack:
        started = []
        for _ in range(min(workers, len(blocks))):
            started.append(_start())
            stack.callback(started[-1].communicate)
            idle.put(started[-1])
        threads = ThreadPoolExecutor(len(started))
        stack.callback(threads.shutdown, cancel_futures=True)
        for worker in started:
            # the first to be called: nobody then waits for an answer any more
            stack.callback(worker.kill)
        for results in threads.map(done, blocks):
            yield from results


def _start() -> Popen[bytes]:
    paths = os.pathsep.join(filter(None, sys.path))
    try:
        return Popen(
            _COMMAND,
            stdin=PIPE,
            stdout=PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            process_group=0,  # an interrupt at the terminal is answered here
        )
    except OSError as error:
        raise BrokenExecutor(f"no worker can be started: {error.strerror}") from error


def _ask(worker: Popen[bytes], message: bytes) -> Any:
    assert worker.stdin and worker.stdout
    try:
        pickle.dump(message, worker.stdin)
        worker.stdin.flush()
        return pickle.load(worker.stdout)
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        raise BrokenExecutor(
            "a worker ended before its work was done; where memory is short, fewer "
            "workers take less"
        ) from error


def serve() -> None:
    """Do what is asked on standard input, until nobody can ask any more."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    asked: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=[asked], daemon=True).start()
    while True:
        message = asked.get()
        try:
            work, block = pickle.loads(message)
            answer = pickle.dumps(([work(task) for task in block], None))
        except Exception as error:
            error.add_note(traceback.format_exc())
            answer = pickle.dumps(([], error))
        answers.write(answer)
        answers.flush()


def _listen(asked: "SimpleQueue[bytes]") -> None:
    try:
        while True:
            asked.put(pickle.load(sys.stdin.buffer))
    except EOFError:
        os._exit(0)
