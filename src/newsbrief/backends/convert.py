"""Converts Marian weights for CTranslate2, once, in a process of its own.

The conversion needs torch and transformers: 1 GB of memory, and an OpenMP pool that slows
CTranslate2 in the same process by 1.2 to 1.6 times. A child process gives both back when it ends.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from newsbrief.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["convert"]


def convert(weights: Path, target: Path) -> None:
    """Write the int8 form of the Hugging Face folder `weights` into the empty folder `target`.

    Raises ModelError with the converter's last line when it fails.
    """
    command = [sys.executable, "-m", __name__, str(weights), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ModelError(
            f"weights in '{weights}' could not be converted for CTranslate2 ({last}); "
            "try --runtime transformers"
        )


def _main(weights: str, target: str) -> None:
    from ctranslate2.converters import TransformersConverter

    TransformersConverter(weights).convert(target, quantization="int8", force=True)


if __name__ == "__main__":
    _main(*sys.argv[1:3])
