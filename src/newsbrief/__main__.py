"""The process: runs the command line and turns every ending into one line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys

__all__ = ["main"]

PIPE_CLOSED = 141  # 128 + SIGPIPE


def main() -> None:
    """Run newsbrief and exit with the code that `errors` documents."""
    code = _run()
    _flush()
    # A native thread may still be at work after Ctrl-C, and a model's destructor waits for it:
    # leave without destructors, everything that matters is on disk.
    os._exit(code)


def _run() -> int:
    import click

    from newsbrief.cli import cli
    from newsbrief.errors import Interrupted, NewsbriefError

    try:
        result = cli.main(prog_name="newsbrief", standalone_mode=False)
    except NewsbriefError as exc:
        return _fail(str(exc), exc.exit_code)
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except click.ClickException as exc:
        exc.show()
        return exc.exit_code
    except SystemExit:  # click's own answer to a closed pipe
        return PIPE_CLOSED
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", Interrupted.exit_code)
    return result if isinstance(result, int) else 0


def _fail(message: str, code: int) -> int:
    line = " ".join(message.split())
    print(f"newsbrief: {line}", file=sys.stderr)  # noqa: T201 - the one line on standard error
    return code


def _flush() -> None:
    """Flush both streams; a reader that has gone is no error any more."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()


if __name__ == "__main__":
    main()
