"""Folding text for comparison: one character stays one character, so that offsets stay valid."""

import re
import unicodedata
from bisect import bisect_right
from typing import Final

_DROPPED: Final = re.compile(
    "[\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_UNUSUAL: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e]")
_LETTERS: Final = tuple(zip("أإآٱىیةکؤئ", "اااايي" + "هكوي", strict=True))
_STROKES: Final = str.maketrans("ıłøđħŁØĐĦəƏ", "ilodhLODHeE")
_MARKS: Final = tuple("\n.,،:؛؟\"'()«»“”‘’-–—/#[]…!?;\t\r\u00a0*|%+&_<>{}=~^`´ʼʻ′‹›„‚•·@$€£°\u2028\u2029")

_MODIFIERS: Final = tuple(mark for mark in _MARKS if mark.isalnum())
"""The marks that stand in words of letters and digits alone."""


def _plain(character: str) -> str:
    """The character without accents, or the compatibility letters of a presentation form."""
    decomposed = unicodedata.normalize("NFKD", character)
    base = "".join(part for part in decomposed if not unicodedata.combining(part))
    return (base or character).translate(_STROKES)


class Folded:
    """A text folded for matching: `text` ends in a space, and `original` maps its offsets back.

    Letters that Arabic spells several ways become one, accents go, and all punctuation becomes a space.
    Vowel signs, tatweel and invisible marks are left out.
    """

    __slots__ = ("_dropped", "_positions", "text")

    def __init__(self, source: str, text: str | None = None, dropped: list[int] | None = None) -> None:
        """Folds the source, unless its folded text and the offsets of what is `dropped` in it are known already."""
        self._dropped: list[int] = []
        self._positions: list[int] | None = None
        if text is None:
            text = self._fold(source)
        elif dropped:
            self._dropped = [offset - i for i, offset in enumerate(dropped)]
        self.text = text

    def _fold(self, text: str) -> str:
        if not text.isascii():
            if _DROPPED.search(text):
                self._dropped = [match.start() - i for i, match in enumerate(_DROPPED.finditer(text))]
                text = _DROPPED.sub("", text)
            if _UNUSUAL.search(text):
                text = self._spell_out(text)
            for letter, folded in _LETTERS:
                text = text.replace(letter, folded)
        for mark in _MODIFIERS if text.isalnum() else _MARKS:
            text = text.replace(mark, " ")
        return text + " "

    def _spell_out(self, text: str) -> str:
        pieces = [_plain(c) if _UNUSUAL.match(c) else c for c in text]
        if any(len(piece) != 1 for piece in pieces):
            self._positions = [i for i, piece in enumerate(pieces) for _ in piece]
            self._positions.append(len(pieces))
        return "".join(pieces)

    @property
    def dropped(self) -> list[int] | None:
        """The offsets of what is left out of the source; None where other letters do not stand for one each."""
        return None if self._positions is not None else [offset + i for i, offset in enumerate(self._dropped)]

    def original(self, offset: int) -> int:
        """The offset in the source of the character that stands at `offset` of `text`."""
        if self._positions is not None:
            offset = self._positions[min(offset, len(self._positions) - 1)]
        return offset + bisect_right(self._dropped, offset) if self._dropped else offset


def fold(text: str) -> str:
    """`text` folded, without the closing space and with single spaces: how names are kept in the gazetteer."""
    return " ".join(Folded(text).text.split())
