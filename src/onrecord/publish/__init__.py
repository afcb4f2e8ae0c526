"""Records to bytes: the site, pure."""
