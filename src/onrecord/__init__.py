"""onrecord turns a syndicated news feed into a record that can be checked."""

__version__ = "0.1.0"
