"""The pages of the Study place, a file each."""
