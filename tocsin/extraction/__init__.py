"""Reading claims in articles: the engine, which knows no language (`tocsin.languages` does)."""

from tocsin.extraction.explanation import Explained
from tocsin.extraction.reading import explain, extract, prepare

__all__ = ["Explained", "explain", "extract", "prepare"]
