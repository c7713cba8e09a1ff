"""The trail: what became of each thing, what was decided and why, read from the journal and told in sentences."""
