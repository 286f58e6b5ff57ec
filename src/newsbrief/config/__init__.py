"""Settings that outlast one call: a TOML file and environment variables, below the flags.

settings.py  which options can be set, and what they are called
values.py    a TOML value or a variable's text → the option's value
file.py      the file: where it is, what it holds, in which line
sources.py   what is in force, and where it comes from
edit.py      changes that leave the user's comments alone
commands.py  `newsbrief config`
"""
