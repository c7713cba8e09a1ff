"""Keeping people safe: what must not stand in a file that leaves the study."""
