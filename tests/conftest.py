"""What every test has: no user memory or settings, the same examples, a browser skip told aloud."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from newsbrief.engines import models
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.prompts import PromptSet, load_prompts
from newsbrief.errors import NewsbriefError

pytest_plugins = ["tiny_hub"]  # a fixture that several folders use

# `make test` draws the same examples every time and measures no time: it passes or fails for the
# code alone. New examples are searched for by `python fuzz/run.py properties`, and what it finds
# is kept as an @example.
settings.register_profile(
    "suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("suite"), derandomize=False)
settings.load_profile("search" if os.environ.get("NEWSBRIEF_FUZZ") == "long" else "suite")


@pytest.fixture(scope="session")
def real_engines() -> LoadedEngines:
    """The default models with their real weights, loaded once for all tests."""
    engines = LoadedEngines()
    try:
        for name in (engines.translation, engines.summary):
            models.ensure(name)
    except NewsbriefError as exc:
        pytest.fail(f"the real weights cannot be had, so nothing was tested: {exc}")
    return engines


@pytest.fixture
def prompts() -> PromptSet:
    return load_prompts()


@pytest.fixture(autouse=True)
def _no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's translation memory: else a pass could be a remembered one.

    Those that are about the memory give it a home and a bound of their own.
    """
    monkeypatch.setenv("NEWSBRIEF_CACHE_MB", "0")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's own settings."""
    for name in [name for name in os.environ if name.startswith("NEWSBRIEF_")]:
        if name not in ("NEWSBRIEF_CACHE_MB", "NEWSBRIEF_HOME"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEWSBRIEF_CONFIG", os.devnull)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what a machine could not test: a skip is one letter among thousands."""
    for report in terminalreporter.stats.get("skipped", ()):
        if "browser" in report.keywords:
            terminalreporter.section("THE HTML PAGE WAS NOT TESTED", red=True, bold=True)
            terminalreporter.line(str(report.longrepr[2]))
            break
