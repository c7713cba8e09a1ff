"""REFI-QDA, the format in which programs for qualitative analysis exchange projects (.qdpx) and codebooks (.qdc).

`reader` and `codebook` turn files into a :class:`~qda.core.exchange.bundle.Bundle`, `writer` and `codebook` write one.
What the programs really write differs from the standard in many ways; each file here knows one of them: `container`
where files lie, `markup` XML that isn't sound, `offsets` and `convention` what a position counts, `passages` who coded
what, `notes` the shapes of memos, `cases` those of persons and their variables.
"""
