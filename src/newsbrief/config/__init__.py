"""Settings that outlast one call: a TOML file and environment variables, below the flags.

setting.py  which options can be set, what they are called, and the values that they take
file.py     the file: where it is, what it holds in which line, and how it is changed
sources.py  what is in force, and where it comes from
"""
