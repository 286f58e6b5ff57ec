"""The command line: Click commands, options and what they print. The library needs none of it."""
