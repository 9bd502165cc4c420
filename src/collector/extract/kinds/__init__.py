"""What sort of page it is, and of which day."""
