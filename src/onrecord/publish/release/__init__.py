"""A release: the record at one moment as a dated, checksummed folder that describes itself."""
