"""Names and other identifiers replaced by pseudonyms: proposed, found in any spelling, applied everywhere at once."""
