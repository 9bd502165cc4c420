"""Declared product sources: what fetching and extraction have to agree on about a bank's product API.

Stands beside the stages like ``collector.decode``: it imports none of them.
"""
