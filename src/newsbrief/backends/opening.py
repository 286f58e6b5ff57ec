"""A model that is opened in a thread of its own, while something else is at work."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

from newsbrief.backends.waiting import interruptible

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Opening"]

T = TypeVar("T")


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
