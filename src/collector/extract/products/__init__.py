"""Blocks to named products with what is stated about them."""
