"""Waits for native code without making the user wait for Ctrl-C."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["interruptible"]

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
