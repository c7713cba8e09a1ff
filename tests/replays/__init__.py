"""Published analyses replayed in miniature on the sample study: what each team did, and the tables of its paper's form.

What the papers' tables looked like is inferred from their texts.
"""
