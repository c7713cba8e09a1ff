"""Checking with people who lived it: who takes part, what is shown, what they said, what was decided.

What people say here is a record of its own beside the data: it is never coded, and no quote of a product.
"""
