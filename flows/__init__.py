"""Prefect flows: they order the stages, retry them and time them. No logic of their own."""
