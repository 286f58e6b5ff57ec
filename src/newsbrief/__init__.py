"""Brief English readers on the French press, on this machine alone."""

__version__ = "0.1.0"
