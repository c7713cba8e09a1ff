"""The drawings of easy read, made of few shared parts so that all have one style; see make_pictures.py."""
