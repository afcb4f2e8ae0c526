"""Prints pages: the templates, the words they may use, and what every page has in common."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord import __version__
from onrecord.publish import wording
from onrecord.publish.look import Look
from onrecord.publish.lookup import Lookup
from onrecord.publish.paths import actor_path, at_place, claim_anchor, place_path, public_origin, source_path
from onrecord.records.part import Page

_PLAIN = Look()


class Press:
    """Renders pages over one lookup; the templates are compiled once."""

    def __init__(self, lookup: Lookup, look: Look = _PLAIN) -> None:
        self.lookup, self.look = lookup, look
        self.environment = _environment()

    def page(self, path: str, template: str, *, as_of: object = None, **values: object) -> Page:
        """The page at `path` (relative to the site's root); `as_of` is the moment that the page stands at.

        A page that hangs on few things of the record names their moment, so that it need not be made anew whenever
        something else changes; without one it is the record's.
        """
        root = "../" * path.count("/")
        common: dict[str, object] = {"software": __version__, "look": self.look, "feed": None}
        common["latest"] = self.lookup.read.latest if as_of is None else as_of
        text = self.environment.get_template(template).render(common | {"root": root, "here": path} | values)
        return path, text.encode("utf-8", "replace")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    words = (wording.day, wording.moment, wording.label, wording.capital, wording.country, wording.plural)
    for word in (*words, actor_path, at_place, claim_anchor, place_path, public_origin, source_path):
        environment.filters[word.__name__] = word
    return environment
