"""Native code that is waited for, or opened in a thread, without holding Ctrl-C up."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Opening", "interruptible"]


T = TypeVar("T")


POLL_S = 0.1  # a tenth of a second is felt as at once, and costs nothing beside a model


def interruptible(call: Callable[[], T], stop: Callable[[], None]) -> T:
    """Run `call` in a thread and return its result; on Ctrl-C call `stop` and raise.

    Python handles signals between bytecodes only, and one native call here may take a minute.
    """
    outcome: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        except BaseException as exc:  # noqa: BLE001 - carried over to the caller's thread
            failure.append(exc)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(POLL_S)
    except KeyboardInterrupt:
        stop()
        raise
    if failure:
        raise failure[0]
    return outcome[0]


class Opening(Generic[T]):
    """What `open_it` returns or raises, once it is there; `open_it` is called once, at once."""

    def __init__(self, open_it: Callable[[], T]):
        self._future: Future[T] = Future()
        # A daemon, unlike the threads of an executor: nobody waits for it at the end.
        threading.Thread(target=self._run, args=(open_it,), daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether `result` would return, or raise, without waiting."""
        return self._future.done()

    def result(self) -> T:
        """Wait, Ctrl-C being heard. Raises what `open_it` raised, as often as it is asked."""
        if self.done:
            return self._future.result()
        return interruptible(self._future.result, lambda: None)

    def _run(self, open_it: Callable[[], T]) -> None:
        try:
            self._future.set_result(open_it())
        except BaseException as exc:  # noqa: BLE001 - carried over to whoever asks
            self._future.set_exception(exc)
