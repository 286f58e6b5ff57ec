"""Where the briefs of a batch go: a folder of files, JSON Lines, or Parquet."""
