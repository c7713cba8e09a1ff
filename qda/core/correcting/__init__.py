"""Correcting texts after they were coded: what lies on a text moves with it, and what loses its words is kept."""
