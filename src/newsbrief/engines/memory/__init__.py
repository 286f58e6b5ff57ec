"""The translation memory: what a model has answered once is not asked again.

store.py is the table on disk, memory.py its use in a run, and remembering.py a translator and a
chat model with the memory before them. Nothing is imported here, to keep `newsbrief --help` fast.
"""
