"""Tests of what keeps people safe."""
