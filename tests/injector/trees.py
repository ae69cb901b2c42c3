"""What a parser makes of a document, for comparing documents with and without our span. The oracle is lexbor, an HTML standard parser."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

MARK = b'<script src="/__alongside/loader.js" async></script>'


def tree_of(document: bytes) -> list[str]:
    """The tree in document order, one line a node: depth, name, attributes, own text."""
    document = document.removeprefix(b"\xef\xbb\xbf")  # decoding takes the mark off, not parsing
    if document.endswith(b"<!"):
        document += (
            b">"  # an empty comment either way; at the very end lexbor fills it with text that stood before
        )
    parser = LexborHTMLParser(document)
    assert parser.root is not None
    lines: list[str] = []
    for top in _siblings(parser.root):
        _walk(top, 0, lines)
    return lines


def _siblings(root: LexborNode) -> list[LexborNode]:
    """The root element with the comments around it."""
    before, node = [], root.prev
    while node is not None:
        before.append(node)
        node = node.prev
    after, node = [], root.next
    while node is not None:
        after.append(node)
        node = node.next
    return [*reversed(before), root, *after]


def _walk(node: LexborNode, depth: int, lines: list[str]) -> None:
    if node.tag == "-text":
        lines.append(f"{depth} text {node.text()!r}")
        return
    if node.tag in ("-comment", "-doctype"):
        lines.append(f"{depth} {node.tag} {node.html!r}")
        return
    lines.append(f"{depth} {node.tag} {sorted((node.attributes or {}).items())!r}")
    child = node.child
    while child is not None:
        _walk(child, depth + 1, lines)
        child = child.next


def without_our_script(tree: list[str]) -> list[str]:
    """`tree` without our element. Raises AssertionError when it is not the first one in head."""
    at = next(index for index, line in enumerate(tree) if line.startswith("1 head "))
    assert tree[at + 1].startswith("2 script "), tree[at : at + 3]
    assert "loader.js" in tree[at + 1]
    return tree[: at + 1] + tree[at + 2 :]
