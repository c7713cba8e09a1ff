"""The pages of the place Review together."""
