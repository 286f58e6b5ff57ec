"""The process: runs the command line and turns every ending into one line and an exit code."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]

INTERRUPTED = 130  # 128 + SIGINT, as shells report it
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
    from newsbrief.errors import NewsbriefError

    try:
        result = cli.main(prog_name="newsbrief", standalone_mode=False)
    except NewsbriefError as exc:
        return _fail(str(exc), exc.exit_code)
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except click.ClickException as exc:
        exc.show()
        return exc.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted; finished briefs are kept, nothing is half-written", INTERRUPTED)
    except BrokenPipeError:
        return PIPE_CLOSED
    return result if isinstance(result, int) else 0


def _fail(message: str, code: int) -> int:
    line = " ".join(message.split())
    print(f"newsbrief: {line}", file=sys.stderr)  # noqa: T201 - the one line on standard error
    return code


def _flush() -> None:
    """Flush both streams; a reader that has gone is no error any more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass


if __name__ == "__main__":
    main()
