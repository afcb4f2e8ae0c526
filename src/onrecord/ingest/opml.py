"""Lists of feeds as other programs keep them: OPML in and out."""

from collections.abc import Iterable

from lxml import etree

from onrecord.errors import InputError
from onrecord.ingest.markup import attribute, children, local_name, parse_xml

_DEEPEST = 20_000  # outlines; a longer list is no list of feeds


def read_opml(data: bytes) -> tuple[tuple[str, str | None], ...]:
    """Address and title of each feed on the list, each once, in order. Raises InputError (R114) where it is no OPML."""
    root = parse_xml(data)
    if root is None or local_name(root).lower() != "opml":
        raise InputError("R114", "no OPML: a list of feeds opens with <opml>")
    found: dict[str, str | None] = {}
    for number, outline in enumerate(children(root, "outline")):
        url = attribute(outline, "xmlUrl")
        if url and number < _DEEPEST:
            found.setdefault(url, attribute(outline, "title", "text"))
    return tuple(found.items())


def write_opml(feeds: Iterable[tuple[str, str | None]]) -> str:
    """The list as OPML 2.0, which feed readers import."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Feeds watched by onrecord"
    body = etree.SubElement(root, "body")
    for url, title in feeds:
        name = title or url
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=url)
    return etree.tostring(root, encoding="unicode", pretty_print=True)
