"""Blocks to mentions: terms found, judged in their sentence, with channel and confidence."""
