"""The report: pages, figures and CSV of one wave, written from the published warehouse and nothing else."""
