"""The Scrapy project: spiders decide what to ask for and hand over what came; they read no meaning into it.

The test of that sentence: no file here imports anything from ``collector.extract``.
"""
