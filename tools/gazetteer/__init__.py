"""Building the gazetteer."""
