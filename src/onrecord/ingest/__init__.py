"""Bytes in, stories out: formats, syndication notices, versions."""
