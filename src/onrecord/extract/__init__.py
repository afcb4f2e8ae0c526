"""Sentences in, attributions and events out; the knowledge is in lexicon/."""
