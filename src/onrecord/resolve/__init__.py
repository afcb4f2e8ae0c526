"""Mentions to the world: times, places, actors, sources."""
