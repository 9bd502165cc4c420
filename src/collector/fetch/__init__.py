"""Deciding what to ask for, in which order, and naming how each attempt ended. Meaning is read elsewhere."""
