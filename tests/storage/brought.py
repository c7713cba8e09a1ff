"""What a study holds that came from another program and has no place among its sources: files with marked parts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.exchange.bundle import Area, Bundle, CodeItem, MediaItem, MediaMark, User
from qda.core.exchange.taking import take_in
from qda.storage.models import Code, Coder


def brought_in(session: Session, coder_id: str, code_id: str) -> None:
    """Bring in a photograph with two marked parts, one coded by the coder with the code, and a lost recording."""
    person, code = session.get_one(Coder, coder_id), session.get_one(Code, code_id)
    marks = (
        MediaMark("c0" * 16, Area(left=4, top=5, right=90, bottom=60), code_id, coder_id, "The door"),
        MediaMark("c1" * 16, Area(left=0, top=0, right=9, bottom=9), note="Rain."),
    )
    bundle = Bundle(
        program="MAXQDA",
        title="Photographs",
        users=(User(coder_id, person.name),),
        codes=(CodeItem(code_id, code.name),),
        media=(
            MediaItem("c2" * 16, "The clinic", "picture", b"\x89PNG and more", "clinic.png", marks=marks),
            MediaItem("c3" * 16, "On the way", "audio"),
        ),
    )
    take_in(session, bundle, file_name="photographs.qdpx", coder_id=coder_id)
