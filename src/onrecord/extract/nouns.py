"""What a noun stands for: the word classes of a noun phrase, by its words and the parser's entities."""

from onrecord.extract.codebook import classes, word_list
from onrecord.records.sentence import Sent, Token

_ENTITY = {
    "GPE": frozenset({"place", "polity", "named", "gpe"}),
    "LOC": frozenset({"place", "named"}),
    "FAC": frozenset({"place", "structure", "named"}),
    "NORP": frozenset({"polity", "force", "people", "named", "nation"}),
    "ORG": frozenset({"polity", "force", "named", "name"}),
    "PERSON": frozenset({"leader", "people", "person", "named"}),
}
_PRONOUNS = {
    "we": frozenset({"pronoun", "force", "people", "polity"}),
    "they": frozenset({"pronoun", "force", "people", "polity", "structure"}),
    "them": frozenset({"pronoun", "force", "people", "polity", "structure", "prisoner"}),
    "it": frozenset({"pronoun", "place", "structure", "polity"}),
    "he": frozenset({"pronoun", "leader", "people", "person"}),
    "she": frozenset({"pronoun", "leader", "people", "person"}),
    "him": frozenset({"pronoun", "leader", "people", "person"}),
    "her": frozenset({"pronoun", "leader", "people", "person"}),
    "i": frozenset({"pronoun", "people", "person"}),
    "who": frozenset({"pronoun", "force", "people", "polity"}),
    "you": frozenset({"pronoun"}),
    "one": frozenset({"pronoun", "people", "structure", "weapon", "airweapon"}),
}
_WEAPONS = frozenset({"fireweapon", "airweapon", "bombweapon", "weapon"})
# What can be hit, taken or hurt; a scale, a risk or a surprise cannot.
HITTABLE = frozenset(
    {"place", "structure", "people", "force", "polity", "named", "pronoun", "weapon", "supplies", "count", "prisoner"}
    | {"leader", "treaty", "utility"}
)
_OWN_PLURALS = frozenset({"grounds", "quarters", "works", "headquarters"})  # words of their own: no plural of "ground"
_NOTHING: frozenset[str] = frozenset()


def kinds(sent: Sent, i: int) -> frozenset[str]:
    """The classes of the noun phrase headed by token `i`: its own, its conjuncts', and those of "part of X"."""
    found = set(_own(sent, i))
    for kid in sent.kids(i):
        if kid.dep == "conj":
            found |= _own(sent, kid.i)
        elif kid.dep == "prep" and kid.lower == "of" and _is_part(sent, i):
            for noun in sent.kids(kid.i, "pobj"):
                found |= kinds(sent, noun.i)
        elif kid.dep == "appos":
            found |= _own(sent, kid.i)
        elif kid.dep in ("compound", "nmod") and not found:
            found |= _own(sent, kid.i) & _WEAPONS
    return frozenset(found)


def fits(needs: tuple[str, ...], sent: Sent, i: int | None) -> bool:
    """Whether the noun `i` is of one of the classes or words in `needs`; "none" asks for its absence."""
    if not needs:
        return True
    if i is None:
        return "none" in needs
    wanted = set(needs)
    token = sent.tokens[i]
    if token.lemma.lower() in wanted or token.lower in wanted:
        return True
    return not wanted.isdisjoint(kinds(sent, i))


def clashes(bans: tuple[str, ...], sent: Sent, i: int | None) -> bool:
    """Whether the noun `i` is one of the words or of the classes in `bans`.

    Only its own word counts for a class: an entity label may be wrong, and a pronoun may stand for anybody. Of the
    classes that labels give, `person` (a full name), `gpe`, `nation` and `name` can be banned.
    """
    if not bans or i is None:
        return False
    token = sent.tokens[i]
    if token.lower in bans or (token.lemma.lower() in bans and token.lower not in _OWN_PLURALS):
        return True
    lexical = kinds_of_word(token)
    if not lexical.isdisjoint(bans):
        return token.pos not in ("PRON", "NUM")
    labels = _own(sent, i) & {"person", "gpe", "nation", "name"}
    if "person" in labels and not _has_given_name(sent, i):
        labels -= {"person"}
    return not labels.isdisjoint(bans)


def is_nation(sent: Sent, i: int) -> bool:
    """Whether token `i` is a nationality or a country used as an adjective ("Russian", "Western", "US")."""
    token = sent.tokens[i]
    return token.ent in ("NORP", "GPE") or token.lower in ("western", "allied", "enemy", "rebel", "government")


def _is_part(sent: Sent, i: int) -> bool:
    token = sent.tokens[i]
    return token.lemma.lower() in word_list("part") or token.pos == "NUM" or token.tag == "CD"


def kinds_of_word(token: Token) -> frozenset[str]:
    """The classes of the word itself; a plural that was taken for a name is looked up without its "s"."""
    words = classes()
    found = words.get(token.lemma.lower(), _NOTHING) | words.get(token.lower, _NOTHING)
    if not found and token.pos == "PROPN" and token.lower.endswith("s"):
        return words.get(token.lower[:-1], _NOTHING)
    return found


def _has_given_name(sent: Sent, i: int) -> bool:
    """Whether another word of the name or a title stands before it: then it is no place name taken for a person."""
    return any(kid.pos == "PROPN" and kid.dep in ("compound", "flat", "nmod") for kid in sent.kids(i))


def _shouted(token: Token) -> bool:
    """Whether a word stands in capitals as a whole text may: its capital makes it no name."""
    return len(token.text) > 5 and token.text.isupper()


def _own(sent: Sent, i: int) -> frozenset[str]:
    token = sent.tokens[i]
    if token.pos == "PRON" or token.tag in ("PRP", "WP", "WDT"):
        return _PRONOUNS.get(token.lower, _NOTHING)
    found = kinds_of_word(token)
    if token.ent in _ENTITY and token.pos in ("PROPN", "ADJ", "NOUN"):
        found |= _ENTITY[token.ent]
        if token.ent in ("PERSON", "ORG") and token.pos == "PROPN" and not _has_given_name(sent, i):
            found |= {"name"}
    elif not found and (
        token.pos == "PROPN"
        or (token.text[:1].isupper() and not _shouted(token) and token.pos in ("NOUN", "ADJ", "VERB", "X"))
    ):
        found |= {"name", "named", "place"}
    if token.lower == "one":
        found |= _PRONOUNS["one"]
    if token.tag == "CD" or token.pos == "NUM" or token.lower in ("another", "others", "some", "many", "several"):
        found |= {"people", "count"}
    if token.pos == "ADJ" or token.tag.startswith("VB"):
        found |= {"people"} if token.lower in ("dead", "wounded", "injured", "elderly", "displaced") else _NOTHING
    return found
