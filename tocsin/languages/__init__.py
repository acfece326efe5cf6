"""The languages: a folder of data each."""

from importlib import resources


def codes() -> list[str]:
    """The ISO 639-1 codes of the languages that have a pack."""
    folders = resources.files("tocsin.languages").iterdir()
    return sorted(folder.name for folder in folders if folder.is_dir() and folder.joinpath("language.toml").is_file())
