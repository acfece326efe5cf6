"""The core of Tocsin: pure functions over typed records, and the edges that run them."""

from importlib.metadata import version

__version__ = version("tocsin")
