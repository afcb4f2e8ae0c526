"""What timemap checks its three files by, told as JSON Schema.

After Bellingcat's ukraine-timemap, src/reducers/validate: eventSchema.js, associationsSchema.js, sourceSchema.js. Every
value is text; a key that is not listed makes timemap drop the item.
"""

_TEXT = {"type": "string"}
_LIST = {"type": "array", "items": {"type": "string"}}
_EVENT_TEXTS = (
    "id", "civId", "description", "graphic", "date", "time", "time_precision", "location", "latitude", "longitude", "x",
    "y", "z", "type", "category", "category_full", "comments", "time_display", "shape", "colour",
)  # fmt: skip
_SOURCE_TEXTS = (
    "id", "title", "thumbnail", "type", "url", "description", "parent", "author", "date", "notes",
)  # fmt: skip

EVENTS = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description"],
        "properties": dict.fromkeys(_EVENT_TEXTS, _TEXT)
        | {"associations": _LIST, "sources": _LIST, "narrative___stepStyles": {"type": "array"}},
        "dependentRequired": {"latitude": ["longitude"], "longitude": ["latitude"]},
        "anyOf": [{"required": ["date"]}, {"required": ["latitude"]}],
    },
}
ASSOCIATIONS = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "title", "mode"],
        "properties": dict.fromkeys(("id", "title", "desc", "mode", "colour", "type", "display"), _TEXT)
        | {"filter_paths": _LIST},
    },
}
SOURCES = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "paths"],
        "properties": dict.fromkeys(_SOURCE_TEXTS, _TEXT) | {"paths": _LIST, "affil_s": _LIST},
    },
}
