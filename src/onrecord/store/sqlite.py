"""The record under the name by which it was known before."""

from onrecord.store.record import Store

__all__ = ["Store"]
