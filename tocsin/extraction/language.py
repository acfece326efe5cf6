"""Which language a text is in, by eldc (one maintainer: only this module knows it)."""

import functools
import re
from typing import Final

import eldc

_KURDISH: Final = re.compile("[ڕڵۆێە]")
_PASHTO: Final = re.compile("[ټډړښګڼې]")
_ENOUGH: Final = 1_200  # code points that are enough to tell


@functools.cache
def _detector() -> "eldc.Instance":
    eldc.init()
    return eldc.instance()


def language_of(document: str) -> str | None:
    """The ISO 639-1 code of the document's language (ckb for Central Kurdish), or None where it cannot be told."""
    sample = document[:_ENOUGH].encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
    code = _detector().detect(sample)
    if code in ("ar", "fa", "ku", "ps", "ur"):
        if len(_PASHTO.findall(sample)) > 2:
            return "ps"
        if len(_KURDISH.findall(sample)) > 2 and code != "ur":
            return "ckb"
    return None if code == "und" else str(code)
