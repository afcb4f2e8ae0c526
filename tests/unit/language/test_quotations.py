"""Quotation marks of all kinds and all errors."""

import pytest

from onrecord.language.quotes import find_quotations


def quoted(text):
    return [(text[q.inner_start : q.inner_end], q.closed) for q in find_quotations(text, 0, len(text), 0)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ('"A b," he said. "C d."', [("A b,", True), ("C d.", True)]),
        ("“A b,” he said.", [("A b,", True)]),
        ("«A b», he said.", [("A b", True)]),
        ("„A b“, he said.", [("A b", True)]),
        ("He said ''we go'' now.", [("we go", True)]),
        ("'The valley can win'", [("The valley can win", True)]),
        ("claim of 'up to 80' dead", [("up to 80", True)]),
        ("“You say you ‘accept it’ now,” he said.", [("You say you ‘accept it’ now,", True)]),
        ("the boys' boats and the girls' dogs", []),
        ("rock 'n' roll in the '90s", []),
        ("Belarus' army and Reth's men", []),
        ('He said "we go. Then they left.', [("we go.", False)]),
        ('"A b. C d.', [("A b. C d.", False)]),
        ('x "a b. "c d" e', [("a b.", False), ("c d", True)]),
        ("a stray” mark", []),
        ("He said ”like women in” x", [("like women in", True)]),
        ('"', [("", False)]),
        ('""', [("", True)]),
        ("", []),
    ],
)
def test_quotations(text, expected):
    assert quoted(text) == expected


def test_an_unclosed_mark_in_mid_paragraph_stops_at_its_sentence():
    text = 'The mayor said "we hold. The rebels left. The town is calm.'
    (quotation,) = find_quotations(text, 0, len(text), 0)
    assert text[quotation.start : quotation.end] == '"we hold.'
