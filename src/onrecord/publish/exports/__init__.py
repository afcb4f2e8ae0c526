"""The record in other people's forms: one module a form, each from a stream of incidents to a stream of bytes."""
