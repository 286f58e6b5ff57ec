"""The process: runs the command line and turns every ending into one line and an exit code."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType

    import click

__all__ = ["main", "run"]

PIPE_CLOSED = 141  # 128 + SIGPIPE
TERMINATED = 143  # 128 + SIGTERM


class _Terminated(KeyboardInterrupt):
    """SIGTERM: ends as Ctrl-C does, so that no half-written file and no child is left."""


def main() -> None:
    """Run newsbrief and exit with the code that `errors` documents."""
    _hold_closed_streams()
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = run()
    except KeyboardInterrupt as exc:
        code = _interrupted(exc)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would add a traceback
    code = _flush() or code
    # A native thread may still be at work after Ctrl-C, and a model's destructor waits for it:
    # leave without destructors, everything that matters is on disk.
    os._exit(code)


def run() -> int:
    """Run the command line of sys.argv, print an error in one line, and return the exit code."""
    import click

    from newsbrief.cli.completers import VARIABLE
    from newsbrief.cli.main import cli
    from newsbrief.errors import MissingExtra, NewsbriefError, OutputError

    if VARIABLE in os.environ:
        from newsbrief.cli.completion import register

        register()
    try:
        result = cli.main(prog_name="newsbrief", standalone_mode=False)
    except NewsbriefError as exc:
        if isinstance(exc.__cause__, KeyboardInterrupt):
            return _interrupted(exc.__cause__, str(exc))
        return _fail(str(exc), exc.exit_code)
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except click.ClickException as exc:
        return _misused(exc)
    except SystemExit as exc:  # from click: 0 after a completion, 1 for a closed pipe
        return PIPE_CLOSED if exc.code else 0
    except click.Abort as exc:
        return _interrupted(exc.__cause__)
    except ModuleNotFoundError as exc:  # extras raise MissingExtra: a dependency was removed
        return _fail(
            f"{exc.name} is not installed; run: pip install --force-reinstall newsbrief",
            MissingExtra.exit_code,
        )
    except OSError as exc:  # files raise NewsbriefErrors: printing failed
        return _fail(_unusable(exc), OutputError.exit_code)
    return result if isinstance(result, int) else 0


def _hold_closed_streams() -> None:
    """Give a stream that the caller closed to the null device.

    Else the next file that is opened would take its number, and what a library prints there
    would land in that file.
    """
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(opened)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - printing fails
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _terminate(signum: int, frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _interrupted(exc: BaseException | None, message: str = "interrupted") -> int:
    from newsbrief.errors import Interrupted

    return _fail(message, TERMINATED if isinstance(exc, _Terminated) else Interrupted.exit_code)


def _misused(exc: click.ClickException) -> int:
    """Say what was wrong with the options in one line; a group without a command shows its help."""
    message = exc.format_message()
    if message.startswith("Usage:"):
        exc.show()
        return exc.exit_code
    context = getattr(exc, "ctx", None)
    path = context.command_path.removesuffix(" brief") if context else "newsbrief"
    return _fail(f"{message.rstrip('.')}; see: {path} --help", exc.exit_code)


def _unusable(exc: OSError) -> str:
    what = repr(exc.filename) if exc.filename else "standard output"
    return f"{what} cannot be used ({exc.strerror or exc}); check it, or name another place"


def _fail(message: str, code: int) -> int:
    from newsbrief.progress import one_line

    with contextlib.suppress(OSError):
        print(f"newsbrief: {one_line(message)}", file=sys.stderr)  # noqa: T201 - the one line
    return code


def _flush() -> int:
    """Flush both streams; return a code if standard output is closed or full.

    A reader that has gone is no error any more.
    """
    from newsbrief.errors import OutputError

    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return 0
    except OSError as exc:
        return _fail(_unusable(exc), OutputError.exit_code)
    return 0


if __name__ == "__main__":
    main()
