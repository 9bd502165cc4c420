"""Lists that others saved, brought in as files: read strictly, kept as they are, landed by extraction."""
