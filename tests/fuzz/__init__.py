"""Importers against hostile files: real and made files, changed at random, must give a result or one sentence."""
