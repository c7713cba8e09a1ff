"""Tests of what is counted, by hand."""
