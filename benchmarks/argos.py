"""Sets argos-translate up on this project's weights.

Its sentence splitters (stanza, spaCy, MiniSBD with onnxruntime) are not fetched: they need models
from the net, and a line of a test set is a sentence already.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from peers import fetched, folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["VERSION", "installed", "package", "quiet_home"]

VERSION = "1.11.0"


def installed() -> Path:
    """Return the folder that argostranslate is imported from. Raises peers.Unavailable."""
    return fetched(f"argostranslate=={VERSION}")


def package(weights: Path, converted: Path) -> Path:
    """Return an argos package folder of the converted weights, made of links.

    As in argos packages of OPUS models, CTranslate2 adds the end mark to each source.
    """
    target = folder("argos-fr_en")
    model = target / "model"
    model.mkdir(parents=True, exist_ok=True)
    for file in converted.iterdir():
        if file.name != "config.json":
            _link(file, model / file.name)
    _link(weights / "source.spm", target / "sentencepiece.model")
    config = json.loads((converted / "config.json").read_text(encoding="utf-8"))
    _write(model / "config.json", {**config, "add_source_eos": True})
    _write(target / "metadata.json", {"from_code": "fr", "to_code": "en", "type": "translate"})
    return target


def quiet_home() -> dict[str, str]:
    """Return the environment that keeps argos-translate's folders out of the user's home."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    return {name: str(folder("argos-home", name.lower())) for name in names}


def _link(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    target.symlink_to(source.resolve())


def _write(path: Path, value: dict[str, object]) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")
