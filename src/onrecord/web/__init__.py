"""The built site served over HTTP."""
