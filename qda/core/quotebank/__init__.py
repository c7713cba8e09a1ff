"""The quote bank: which words were picked to be shown, where each is used, and whose they are."""
