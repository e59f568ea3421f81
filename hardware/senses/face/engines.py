"""The engines by their name in the configuration; each is imported only where it is chosen."""

from __future__ import annotations

from hardware.senses.face.engine import Engine


def make(name: str) -> Engine:
    """Raises ValueError for a name that is not known, ImportError where face_recognition is not installed."""
    if name == "sface":
        from hardware.senses.face.sface import SFace

        return SFace()
    if name == "face_recognition":
        from hardware.senses.face.dlib_resnet import DlibResnet

        return DlibResnet()
    raise ValueError(f"[face] engine = {name!r}: use \"sface\" or \"face_recognition\"")
