"""The translation memory: what a model answered once is not asked again.

store.py is the table on disk, memory.py its use by a run, remembering.py the two engines with a
memory before them, commands.py the command group. Nothing is imported here: `newsbrief --help`
needs the last one alone.
"""
