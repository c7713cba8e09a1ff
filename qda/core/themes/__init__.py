"""Themes: objects of their own that draw on codes, with chosen quotes and a place in the outline."""
