"""Reporting checklists and the paragraph on methods: what the project knows of itself, and what only authors can say.

Nothing here is ever made up: where the project does not say something, the place stays empty for the authors.
"""
