"""Bytes to text: encodings, and telling text from what is none."""

import codecs
import re

from onrecord.records.span import Note

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# the control bytes that old wires use on purpose (SOH, STX, ETX, EOT, BEL, FF, CR, LF, TAB ...) are not counted
_NOT_TEXT = re.compile(rb"[\x00\x05\x06\x0e-\x11\x14-\x1a\x7f]")
_SAMPLE = 65536
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of `data`, and notes on how it was read: UTF-8, a marked UTF-16 or UTF-32, else Windows-1252.

    Nothing is normalised: line ends and a UTF-8 byte order mark stay, so that offsets are those of the file.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), (_note("encoding-utf16", f"read as {encoding}"),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        where = f"not UTF-8 at byte {error.start}, read as Windows-1252"
        return data.decode("cp1252", "replace"), (_note("encoding-fallback", where),)


def is_binary(data: bytes) -> bool:
    """Whether `data` is no text: NUL bytes, or more than one control byte in fifty."""
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return False
    sample = data[:_SAMPLE]
    return b"\x00" in sample or len(_NOT_TEXT.findall(sample)) * 50 > len(sample)


def mend_surrogates(text: str) -> tuple[str, tuple[Note, ...]]:
    """`text` with each lone surrogate (possible in JSON, in no encoding) as U+FFFD: the offsets stay."""
    mended, count = _SURROGATE.subn("\ufffd", text)
    return mended, (_note("surrogates", f"{count} lone surrogates replaced"),) if count else ()


def _note(code: str, message: str) -> Note:
    return Note(level="info", code=code, message=message)
