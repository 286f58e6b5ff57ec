"""What `pip install .` brings: all that newsbrief needs, and nothing that only its developers have."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from repository import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = ROOT / "src" / "newsbrief"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed, alone."""
    prefix = tmp_path_factory.mktemp("installed")
    options = [
        "--quiet",
        "--ignore-installed",
        "--no-index",
        "--no-deps",
        "--no-compile",
        "--no-warn-script-location",
    ]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, "--prefix", prefix, wheel],
        check=True,
        env={"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    return prefix


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    needed = {f"newsbrief/{path.relative_to(PACKAGE).as_posix()}" for path in files}
    needed |= {
        f"newsbrief/engines/templates/{path.name}" for path in (ROOT / "prompts").glob("*.md")
    }
    assert needed <= names
    for name in (
        "py.typed",
        "checks/names/gazetteer.tsv",
        "engines/models/catalogue.toml",
        "engines/templates/summarise.md",
    ):
        assert f"newsbrief/{name}" in names
    assert not [name for name in names if name.startswith("tests") or name.endswith(".pyc")]


def test_the_command_and_its_manual_page_are_installed(installed: Path) -> None:
    assert (installed / "share/man/man1/newsbrief.1").read_bytes() == (
        ROOT / "docs/newsbrief.1"
    ).read_bytes()
    assert next(
        installed.rglob("bin/newsbrief*" if sys.platform != "win32" else "Scripts/newsbrief*")
    )


# Only what newsbrief requires can be imported; every module of it is.
CLEAN = """
import importlib, json, pkgutil, sys

site, blocked = sys.argv[1], set(json.loads(sys.argv[2]))

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
sys.path.insert(0, site)
import newsbrief
assert newsbrief.__file__.startswith(site), newsbrief.__file__
for module in pkgutil.walk_packages(newsbrief.__path__, "newsbrief."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from newsbrief.engines.prompts import load_prompts
assert set(load_prompts().templates) >= {"translate", "summarise"}
from newsbrief import brief
from newsbrief.cli.main import cli
cli.main(["--version"], prog_name="newsbrief", standalone_mode=False)
"""


def test_it_imports_where_only_what_it_requires_is_installed(wheel: Path, installed: Path) -> None:
    site = next(path for path in installed.rglob("site-packages") if path.is_dir())
    done = subprocess.run(
        [sys.executable, "-c", CLEAN, str(site), json.dumps(sorted(not_required(wheel)))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("newsbrief, version ")


def not_required(wheel: Path) -> set[str]:
    """The modules that are installed here and that newsbrief does not require."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    required = re.findall(r"^Requires-Dist: (.+)$", metadata, re.MULTILINE)
    allowed = {"newsbrief", "pip", *_closure(required)}
    modules = importlib.metadata.packages_distributions()
    return {m for m, owners in modules.items() if not {_plain(o) for o in owners} & allowed}


def _closure(lines: list[str]) -> set[str]:
    """The distributions that requirements ask for, and all that these ask for."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in lines]
    while waiting:
        requirement = waiting.pop()
        name = _plain(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        try:
            below = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        waiting += [Requirement(line) for line in below]
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
