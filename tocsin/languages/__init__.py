"""The languages: a folder of data each."""
