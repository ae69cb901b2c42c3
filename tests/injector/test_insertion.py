"""Where our span goes: random documents in the manner of html5lib's tests, cut anywhere, with a standard parser as the judge."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from injector.insertion import Insertion
from injector.scanner import BOUND, Found
from tests.injector.trees import MARK, tree_of, without_our_script

PIECES = [
    b"<!doctype html>", b"<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", b"<!doctype>", b"<!doctype html SYSTEM 'a>b'>",
    b"<!-- c -->", b"<!---->", b"<!-->", b"<!--->", b"<!-- <head> -->", b"<!-- a --!>", b"<!--a--b-->", b"<!-- <!-- -->", b"<!-",
    b"<?xml version='1.0'?>", b"<!bogus>", b"<![CDATA[x]]>", b"</ bogus>", b"</>", b"<?", b"<!",
    b"<html>", b"<HTML lang=en>", b"<html a='>' b=\">\" c=d/>", b"<html =a>", b"<html a = b\tc>", b"<html/>", b"<html a=\"", b"<htmlx>",
    b"<head>", b"<HEAD\n>", b"<head data-x='</head>'>", b"<head/>", b"<header>", b"</head>", b"</HEAD >", b"</html>", b"</body>", b"</br>",
    b"</p>", b"</title a='>'>", b"</script>", b"<body>", b"<body class='a>b'>", b"<frameset>", b"<frame>", b"<p>", b"</div>", b"<br>",
    b"<title>x</title>", b"<meta charset=utf-8>", b"<script>a<b</script>", b"<style>p{}</style>", b"<base href=/a/>",
    b"<template><p></template>",
    b"<noscript><p></noscript>", b"<svg><g/></svg>", b"<table><tr><td>x", b"<select><option>a", b"text", b"<", b"</", b"<3", b">", b"\"",
    b"'", b" ", b"\n", b"\t\r\n", b"\xef\xbb\xbf", b"&amp;", b"\xe6\x97\xa5",
]  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join)
CUTS = st.lists(st.integers(0, 400), max_size=12)
UNCLOSED = re.compile(rb"<(?:!|\?|/[^a-zA-Z])[^>]*$|<!--(?:(?!--!?>).)*$", re.DOTALL)


def insert(document: bytes, cuts: list[int] | None = None, *, xml: bool = False) -> tuple[bytes, Found]:
    """`document` with our mark, fed in chunks that end at `cuts`."""
    insertion = Insertion(MARK, xml=xml)
    edges = sorted({0, len(document), *(cut for cut in cuts or [] if cut < len(document))})
    parts = [document[start:end] for start, end in pairwise(edges)]
    out = b"".join([insertion.feed(part) for part in parts] + [insertion.finish()])
    return out, insertion.found


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS, CUTS)
def test_removing_the_span_gives_back_the_document(document: bytes, cuts: list[int]) -> None:
    out, found = insert(document, cuts)
    assert out.replace(MARK, b"", 1) == document
    assert (out == document) == (found is Found.NEVER)


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
@example(b" text<!")
def test_our_script_is_first_in_head_and_the_rest_of_the_tree_is_unchanged(document: bytes) -> None:
    out, found = insert(document)
    if found is Found.NEVER:
        assert document == b"" or UNCLOSED.search(document)
    else:
        assert without_our_script(tree_of(out)) == tree_of(document)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS, CUTS)
def test_the_place_does_not_depend_on_where_chunks_end(document: bytes, cuts: list[int]) -> None:
    assert insert(document, cuts) == insert(document)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
@example(b" text<!")
def test_every_byte_may_be_a_chunk_of_its_own(document: bytes) -> None:
    assert insert(document, list(range(len(document)))) == insert(document)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (b"<!-- <head> --><html><head><title>", b"<!-- <head> --><html><head>|<title>"),
        (b"<header>x</header>", b"|<header>x</header>"),
        (b"hello", b"|hello"),
        (b"<!doctype html>\n<title>x", b"<!doctype html>\n|<title>x"),
        (b"<html><!-- c --><body>", b"<html><!-- c -->|<body>"),
        (b"</p><head lang=en>", b"</p><head lang=en>|"),
        (b"</head><p>", b"|</head><p>"),
        (b"\xef\xbb\xbf<html><head>", b"\xef\xbb\xbf<html><head>|"),
        (b"  \n", b"  \n|"),
        (b"<html a='>'><head>", b"<html a='>'><head>|"),
    ],
)
def test_the_place(document: bytes, place: bytes) -> None:
    assert insert(document)[0] == place.replace(b"|", MARK)


@pytest.mark.parametrize(
    "document", [b"", b"<!-- never closed <html><head>", b"\xff\xfe<\0h\0", b"\xfe\xff\0<\0h"]
)
def test_documents_without_a_place_pass_as_they_are(document: bytes) -> None:
    assert insert(document) == (document, Found.NEVER)


def test_a_charset_declared_within_the_first_kilobyte_stays_there() -> None:
    document = b"<html><head>" + b"<!--" + b"x" * 900 + b"-->" + b"<meta charset=utf-8>"
    assert insert(document)[0].index(b"charset") < 1024


def test_bytes_leave_as_soon_as_the_place_cannot_lie_before_them() -> None:
    insertion = Insertion(MARK)
    assert insertion.feed(b"<!doctype html>\n<html><he") == b"<!doctype html>\n<html>"
    assert insertion.feed(b"ad>\n<ti") == b"<head>" + MARK + b"\n<ti"
    assert insertion.feed(b"tle>") == b"tle>"


@pytest.mark.parametrize(
    ("size", "found"), [(BOUND, Found.PLACE), (BOUND + 1, Found.NEVER), (10 * BOUND, Found.NEVER)]
)
def test_the_search_ends_at_its_bound(size: int, found: Found) -> None:
    document = b"<!--" + b"x" * (size - 7) + b"-->" + b"<p>x"
    out, answer = insert(document, list(range(0, len(document), 1000)))
    assert (answer, out.replace(MARK, b"")) == (found, document)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "b>c">]><html><head>', None),
        (
            b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
            b"<html xmlns='http://www.w3.org/1999/xhtml'>|<body/></html>",
        ),
        (b"<html><head/><body/></html>", b"<html><head/>|<body/></html>"),
    ],
)
def test_the_place_in_xhtml(document: bytes, place: bytes | None) -> None:
    assert insert(document, xml=True)[0] == (place or document + b"|").replace(b"|", MARK)


@pytest.mark.parametrize("document", [b"<svg/>", b"<h:html/>", b"<HTML/>", b"<html/>", b"text", b"<head/>"])
def test_xml_with_another_root_passes_as_it_is(document: bytes) -> None:
    assert insert(document, xml=True) == (document, Found.NEVER)


def test_giving_up_lets_go_what_was_held() -> None:
    insertion = Insertion(MARK)
    assert insertion.feed(b"<html><he") + insertion.abandon() + insertion.feed(b"ad>") == b"<html><head>"
