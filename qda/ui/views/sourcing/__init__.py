"""The pages of the Sources place, and the work that is done in them."""
