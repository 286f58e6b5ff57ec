"""Runs native code in a thread and waits for it, so that Ctrl-C is handled at once."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BackgroundLoad", "interruptible"]

T = TypeVar("T")
POLL_S = 0.1  # to users a tenth of a second is immediate, and polling costs nothing beside a model


def interruptible(call: Callable[[], T], stop: Callable[[], None]) -> T:
    """Run `call` in a thread and return its result; on Ctrl-C, call `stop` and raise.

    Python handles signals between bytecodes only, and a single native call may take a minute.
    """
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as exc:  # noqa: BLE001 - raised again in the caller's thread
            failures.append(exc)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(POLL_S)
    except KeyboardInterrupt:
        stop()
        raise
    if failures:
        raise failures[0]
    return results[0]


class BackgroundLoad(Generic[T]):
    """A model that a thread is loading: `load` is called once, as soon as this is created."""

    def __init__(self, load: Callable[[], T]):
        self._future: Future[T] = Future()
        # A daemon thread, unlike those of an executor: the program can end before it does.
        threading.Thread(target=self._run, args=(load,), daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether `result` would return or raise without waiting."""
        return self._future.done()

    def result(self) -> T:
        """Wait for the model and return it. Raises what `load` raised, at every call."""
        if self.done:
            return self._future.result()
        return interruptible(self._future.result, lambda: None)

    def _run(self, load: Callable[[], T]) -> None:
        try:
            self._future.set_result(load())
        except BaseException as exc:  # noqa: BLE001 - raised again by `result`
            self._future.set_exception(exc)
