"""Tests of the exchange format REFI-QDA: what programs write, hostile files, and our own."""
