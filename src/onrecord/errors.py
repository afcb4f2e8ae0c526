"""The errors a user can meet.

OnrecordError
 ├── InputError         what was given cannot be used (R1xx); asking again will not help
 ├── SetupError         something onrecord needs is missing (R2xx); the message says how to get it
 ├── NotInRecordError   the id asked for is not there (R3xx)
 ├── FetchError         what lies at an address could not be had (R4xx); asking again later may help
 └── StoreError         the record could not be written or read (R5xx): no room, held by another, damaged

Each has a code for searching and a message that says what to do.
"""


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose; `code` is stable, `exit_code` is the process's."""

    exit_code = 1

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")


class InputError(OnrecordError):
    """What was given cannot be used: no such path, not text, no date."""

    exit_code = 2


class SetupError(OnrecordError):
    """Something onrecord needs is missing or broken on this machine."""

    exit_code = 3


class NotInRecordError(OnrecordError):
    """The record holds nothing under this id."""

    exit_code = 4


class FetchError(OnrecordError):
    """What lies at an address could not be had: refused, unreachable, too slow, too large, cut off, gone."""

    exit_code = 5


class StoreError(OnrecordError):
    """The record could not be written or read: no room left, held by another process, damaged, not ours to write."""

    exit_code = 6
