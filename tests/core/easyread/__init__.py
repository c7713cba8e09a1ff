"""Tests of easy read."""
