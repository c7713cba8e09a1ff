"""The pages of the place Easy read."""
