"""What the program can do, as plain functions over a session; no windows, no database dialect, no preferences."""
