"""The terminal: one small file a command group, each command a thin skin over the same functions as the window."""
