"""Pictures for tests: photos with what cameras write, drawings good and bad, sets in folders and zip files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def photo(colour: tuple[int, int, int] = (10, 120, 200), size: tuple[int, int] = (40, 30), kind: str = "JPEG") -> bytes:
    """Return a photo that lies on its side, with the place where it was taken."""
    from PIL import Image

    file, image = BytesIO(), Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010E] = "Ward 7 of the clinic"
    exif[0x8825] = {1: "N", 2: (59.0, 54.0, 3.0)}
    image.save(file, kind, exif=exif)
    return file.getvalue()


def drawing(inside: str = '<circle cx="4" cy="4" r="3"/>') -> bytes:
    """Return an SVG drawing."""
    return SVG.format(inside).encode()


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """Write a zip file with these files."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path
