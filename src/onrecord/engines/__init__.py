"""The same ladder on one process, several, or Ray: whichever codes, the same bytes come out."""
