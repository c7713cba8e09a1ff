"""The pages of the place of tables."""
