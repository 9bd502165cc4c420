"""Bytes of a capture to blocks: decoded text, laid out flat, walked once; tables, replies, PDF."""
