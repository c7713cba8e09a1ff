"""Widgets of our own that several places share."""
