"""What was fetched, kept: WARC segments are the truth, the SQLite index is a copy that can be made again."""
