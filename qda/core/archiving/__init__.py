"""What of a study may lie in a repository for others: which sources, in which words, under which names."""
