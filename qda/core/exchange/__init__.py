"""Roads from and to other programs: a neutral bundle, readers and writers of foreign files, and the project."""
