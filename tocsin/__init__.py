"""The core of Tocsin: pure functions over typed records, and the edges that run them."""

from tocsin import compiled

compiled.use()
