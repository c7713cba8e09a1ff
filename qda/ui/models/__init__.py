"""Qt item models over what core returns."""
