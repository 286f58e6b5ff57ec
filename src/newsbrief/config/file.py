"""The configuration file: where it is, what it holds, and in which line."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsbrief.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+

__all__ = ["VARIABLE", "ConfigFile", "line_of", "location", "parse", "read"]

VARIABLE = "NEWSBRIEF_CONFIG"
MAX_BYTES = 1_000_000  # the template with every option has some 4 kB
_TABLE = re.compile(r"\s*\[\s*(?P<name>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*(?P<name>[\w.\"' -]+?)\s*=")


@dataclass(frozen=True)
class ConfigFile:
    """A file as read; one that does not exist has no text and sets nothing."""

    path: Path
    text: str = ""
    table: dict[str, Any] = field(default_factory=dict)

    def place(self, *keys: str) -> str:
        """How messages name a place in it: "config file '/x/config.toml', line 3"."""
        line = line_of(self.text, keys)
        return f"config file '{self.path}'" + (f", line {line}" if line else "")


def location() -> Path:
    """Return the file's path, be it there or not: NEWSBRIEF_CONFIG, or the platform's place."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return platformdirs.user_config_path("newsbrief", appauthor=False) / "config.toml"


def read(path: Path | None = None) -> ConfigFile:
    """Read the file at `path`, by default the one in force.

    Raises ConfigError for a file that cannot be read or is not TOML, and for one that
    NEWSBRIEF_CONFIG names and that is not there.
    """
    place = path or location()
    try:
        with place.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as exc:
        if path is None and os.environ.get(VARIABLE):
            raise ConfigError(
                f"{VARIABLE} names '{place}', which does not exist; "
                "run: newsbrief config init, or unset it"
            ) from exc
        return ConfigFile(place)
    except OSError as exc:
        raise ConfigError(
            f"config file '{place}' cannot be read ({exc.strerror or exc}); "
            f"mend it, or name another with {VARIABLE}"
        ) from exc
    return parse(data, place)


def parse(data: bytes, path: Path) -> ConfigFile:
    """Read the bytes of a file. Raises ConfigError with the line that is not TOML."""
    if len(data) > MAX_BYTES:
        raise ConfigError(
            f"config file '{path}' is over {MAX_BYTES // 10**6} MB; is it the right one?"
        )
    try:
        text = data.decode("utf-8-sig")
        return ConfigFile(path, text, tomllib.loads(text))
    except UnicodeDecodeError as exc:
        raise ConfigError(f"config file '{path}' is not UTF-8 text; save it as UTF-8") from exc
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError(
            f"config file '{path}' is not TOML ({exc}); mend it with: newsbrief config edit"
        ) from exc
    except RecursionError as exc:
        raise ConfigError(f"config file '{path}' nests its values too deep; flatten it") from exc


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """Return the line, from 1, that sets `keys` or opens the table of that name."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if opened := _TABLE.match(line):
            table = _parts(opened["name"])
            if table == keys:
                return number
        elif set_here := _KEY.match(line):
            named = (*table, *_parts(set_here["name"]))
            if keys and keys[: len(named)] == named:
                return number
    return None


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))
