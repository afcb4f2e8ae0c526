"""Safe reading of XML and HTML: no external entity, no network, malformed input mended where it can be.

Everything that touches lxml is here; the format modules see elements, and words.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from onrecord.ingest.decoding import decode, mend_surrogates

__all__ = [
    "Element",
    "attribute",
    "children",
    "first",
    "local_name",
    "mended",
    "paragraphs",
    "paragraphs_of_html",
    "parse_xml",
    "texts",
    "words",
]

_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td", "th", "tr", "dd", "dt", "hl1",
    "hl2", "block", "article", "section", "figcaption", "hr", "table", "ul", "ol", "dl", "nitf-table", "media",
}  # fmt: skip
_NOT_READ = {
    "script", "style", "head", "title", "iframe", "noscript", "svg", "form", "nav", "media", "figure", "figcaption",
    "button", "footer", "aside",
}  # fmt: skip
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
_BREAK = "\x0b"  # stands for <br> until the block is cut; a vertical tab is white space in any case
_WRAPPED = 120  # characters; text with hard line ends has no longer lines
_TAG = re.compile(r"</?(?:p|br|div|html)\b[^<>]*>", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")


def parse_xml(data: bytes) -> Element | None:
    """The root of the document, mended where malformed; null where nothing can be made of it."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root: Element | None = etree.fromstring(mended(data.lstrip(b"\xef\xbb\xbf \t\r\n")), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
    return root


def local_name(element: Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """All elements below that have one of the names, whatever their namespace and case, in order."""
    wanted = {n.lower() for n in names}
    return (e for e in element.iter() if e is not element and local_name(e).lower() in wanted)


def first(element: Element | None, *path: str) -> Element | None:
    """The first element reached by following the names downwards, each at any depth; null where there is none."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def words(element: Element | None, *, apart: bool = False) -> str | None:
    """The element's text on one line, with a space between the parts inside it if `apart`; null where there is none."""
    if element is None:
        return None
    return " ".join((" " if apart else "").join(texts(element)).split()) or None


def attribute(element: Element | None, *names: str) -> str | None:
    """The first of the named attributes that is set, whatever its namespace and case; null where none is."""
    if element is None:
        return None
    table = {str(k).rsplit("}", 1)[-1].lower(): str(v) for k, v in element.attrib.items()}
    return next((table[n.lower()].strip() for n in names if table.get(n.lower(), "").strip()), None)


def paragraphs(element: Element) -> tuple[str, ...]:
    """The text below the element, cut at block elements; without blocks, at blank lines or line ends."""
    found: list[str] = []
    current: list[str] = []
    has_blocks = any(local_name(e).lower() in _BLOCKS for e in element.iter() if e is not element)
    for piece in _pieces(element):
        if piece is None:
            found.append("".join(current))
            current = []
        else:
            current.append(piece)
    found.append("".join(current))
    if not has_blocks:
        text = "".join(found)
        # markup sent as text: in CDATA, or escaped
        return paragraphs_of_html(text) if _TAG.search(text) else paragraphs_of_text(text)
    return tuple(text for block in found for text in _cut(block))


def paragraphs_of_text(text: str) -> tuple[str, ...]:
    """The paragraphs of plain text: parted by blank lines, else by indented lines, else by line ends."""
    for cut in (r"\n\s*\n", r"\n(?=[ \t]{2,}|\t)"):
        if re.search(cut, text.strip()):
            return tuple(p for block in re.split(cut, text) if (p := " ".join(block.split())))
    return _lines(text.splitlines())


def _cut(block: str) -> tuple[str, ...]:
    """The paragraphs in one block of markup: parted by doubled breaks, or set as text with first lines indented."""
    if _BREAK in block:
        parts = [p for p in re.split(rf"{_BREAK}\s*{_BREAK}", block) if p.strip()]
        return tuple(text for p in parts for text in _lines(p.split(_BREAK)))
    lines = block.split("\n")
    if re.match(r"\S", lines[-1]) and sum(bool(re.match(r"[ \t]{3,}\S", line)) for line in lines[1:]) > 1:
        return tuple(p for part in re.split(r"\n(?=[ \t]{3,}\S)|\n\s*\n", block) if (p := " ".join(part.split())))
    text = " ".join(block.split())
    return (text,) if text else ()


def _lines(lines: list[str]) -> tuple[str, ...]:
    """Each line as a paragraph; one paragraph, where they are short and break in the middle of sentences."""
    clean = [text for line in lines if (text := " ".join(line.split()))]
    ended = sum(line[-1] in ".!?:\"”’'" for line in clean)
    wrapped = len(clean) > 1 and all(len(line) <= _WRAPPED for line in clean) and ended * 2 < len(clean)
    return (" ".join(clean),) if wrapped else tuple(clean)


def paragraphs_of_html(markup: str) -> tuple[str, ...]:
    """The paragraphs of a piece of HTML; plain text is taken as it is."""
    if "<" not in markup and "&" not in markup:
        return paragraphs_of_text(markup)
    root = parse_html(markup)
    return paragraphs(root) if root is not None else ()


def parse_html(markup: str) -> Element | None:
    """The root of an HTML document or fragment; null where nothing can be made of it."""
    body = _DECLARATION.sub("", mend_surrogates(markup)[0]).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Element | None = etree.fromstring(_REFERENCE.sub(_mended_reference, body.encode()), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def mended(data: bytes) -> bytes:
    """The bytes of a document with its encoding set right, and references to what is no character replaced."""
    return _REFERENCE.sub(_mended_reference, _with_true_encoding(data))


def _mended_reference(match: re.Match[bytes]) -> bytes:
    hexadecimal, decimal = match.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal[:9])
    no_character = code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    return b"&#xFFFD;" if no_character else match.group()


def _with_true_encoding(data: bytes) -> bytes:
    """The bytes, with the declared encoding taken for a slip where they are no such thing (ASCII, or UTF-8)."""
    declared = _DECLARED.match(data[:200])
    if declared is None or declared.group(1).lower() in (b"utf-8", b"us-ascii", b"ascii"):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            text, _ = decode(data)
            return _DECLARED.sub(b'<?xml version="1.0" encoding="utf-8"?>', text.encode("utf-8"), count=1)
    return data


def texts(element: Element) -> Iterator[str]:
    """The pieces of text below the element, in order."""
    return (str(t) for t in element.itertext() if t)


def _pieces(element: Element) -> Iterator[str | None]:
    """Text in reading order, with null where a block begins or ends."""
    name = local_name(element).lower()
    if not name or name in _NOT_READ:
        return
    if name == "br":
        yield _BREAK
    block = name in _BLOCKS
    if block:
        yield None
    if element.text:
        yield str(element.text)
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield str(child.tail)
    if block:
        yield None
