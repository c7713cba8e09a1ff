"""Tests of agreement between coders: by hand, against published numbers and against slow ways to the same."""
