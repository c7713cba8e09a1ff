"""Easy-read documents of a booklet: Word, one HTML page, and pages set by typst for PDF and previews."""
