"""Readers of what app stores answer: one module per store and form, all pure (docs/reference/stores.md)."""
