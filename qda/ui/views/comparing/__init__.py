"""The pages of the place where coders compare."""
