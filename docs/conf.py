"""Sphinx settings: Markdown pages, warnings are errors (see the Makefile)."""

project = "onrecord"
author = "the onrecord authors"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "onrecord"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]
