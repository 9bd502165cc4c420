"""Extraction: kept bytes and taxonomy in, findings out. Pure: no network, no clock, no state between
pages.
"""
