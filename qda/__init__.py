"""Themeloom: qualitative thematic analysis on your own computer."""

__version__ = "0.1.0"
