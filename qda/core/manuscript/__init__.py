"""Checking a manuscript: each quotation in a paper is held against the words that were said."""
