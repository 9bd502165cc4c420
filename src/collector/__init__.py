"""collector counts what China's banks offer online.

One direction: config → fetch → archive → extract → land → build → publish. No stage reads to its right, none
writes to its left; this package imports neither ``spiders`` nor ``flows``.
"""
