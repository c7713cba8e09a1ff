"""What the Themes place is made of: surfaces on which themes are developed, and who does its actions."""
