"""Waves as they were published: kept once under data/frozen/, verified and put back by every later build."""
