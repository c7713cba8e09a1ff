"""Tests of the roads from and to other programs."""
