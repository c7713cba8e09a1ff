"""What journals ask of a paper: presets of rules, each with its source, and what in a product goes against them."""
