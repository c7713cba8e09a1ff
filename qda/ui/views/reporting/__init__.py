"""The pages of the place Report."""
