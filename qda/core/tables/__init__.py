"""Tables that think: matrices, frameworks and what is counted in them."""
