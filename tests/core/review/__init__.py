"""Tests of rounds of review, and what people said in them."""
