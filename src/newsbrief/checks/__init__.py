"""Checks of a translation against its source: pure functions that return findings."""
