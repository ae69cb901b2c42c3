"""The equality helper itself: it must see every kind of difference, and nothing in what may differ."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.mirror_equality import difference, host_form, mirror_form, pixel_difference, watch_roots

SIZE: Final[ViewportSize] = {"width": 800, "height": 600}
PAGE = """<!doctype html><html lang="en"><head><title>T</title><style id="s">p { color: red }</style></head>
<body><!-- c --><p id="p" class="x">text</p><input id="i" value="v"><input id="k" type="checkbox">
<select id="m" multiple><option>1<option>2</select><div id="sc" style="height:20px;overflow:auto"><p>a<p>b<p>c</div>
<svg id="g" viewBox="0 0 1 1"><path d="M0 0"/></svg><dialog id="d">d</dialog><div popover="manual" id="po">po</div>
<details id="de"><summary>s</summary>x</details><div id="o"></div><div id="cl"></div><x-y></x-y>
<iframe id="f" srcdoc="<p>frame</p>"></iframe><template id="t"><b>in</b></template></body></html>"""
SETUP = """() => {
  o.attachShadow({ mode: "open" }).innerHTML = "<i>open</i>";
  window.hiddenRoot = cl.attachShadow({ mode: "closed" });
  window.hiddenRoot.innerHTML = "<i>closed</i>";
  window.sheet = new CSSStyleSheet();
  window.sheet.replaceSync("i { color: blue }");
  document.adoptedStyleSheets = [window.sheet];
}"""
DIFFERENCES = {
    "an element": "p.append(document.createElement('b'))",
    "an element's name": "p.replaceWith(Object.assign(document.createElement('h1'), {id: 'p'}))",
    "a namespace": "g.firstChild.replaceWith(document.createElement('path'))",
    "an attribute": "p.setAttribute('class', 'y')",
    "an attribute more": "p.setAttribute('data-q', '')",
    "text": "p.firstChild.data = 'Text'",
    "split text": "p.firstChild.splitText(2)",
    "a comment": "document.body.firstChild.data = 'd'",
    "the doctype": "document.doctype.remove()",
    "order": "document.body.prepend(p)",
    "a value": "i.value = 'w'",
    "a check": "k.checked = true",
    "indeterminate": "k.indeterminate = true",
    "a selection": "m.options[1].selected = true",
    "a scroll offset": "sc.scrollTop = 5",
    "a rule": "s.sheet.insertRule('b{}')",
    "a rule's style": "s.sheet.cssRules[0].style.color = 'blue'",
    "a disabled sheet": "s.sheet.disabled = true",
    "an adopted rule": "sheet.insertRule('b{}')",
    "an adopted list": "document.adoptedStyleSheets = []",
    "an open root": "o.shadowRoot.append('x')",
    "a closed root": "hiddenRoot.append('x')",
    "a root more": "p.attachShadow({mode: 'open'})",
    "a modal dialog": "d.showModal()",
    "an open dialog": "d.show()",
    "a popover": "po.showPopover()",
    "details": "de.open = true",
    ":defined": "customElements.define('x-y', class extends HTMLElement {})",
    "a frame's page": "f.contentDocument.body.append('x')",
    "a template": "t.content.append('x')",
    "focus": "i.focus()",
}
ALLOWED = {
    "our own elements": "document.body.append(document.createElement('alongside-ui'))",
    "what scripts hold": "document.querySelector('script')?.remove()",
    "event handlers": "p.setAttribute('onclick', 'x')",
    "our base": "document.head.insertAdjacentHTML('afterbegin', '<base data-alongside-base>')",
}


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[tuple[Page, Page]]:
    context = browser.new_context(viewport=SIZE)
    watch_roots(context)
    context.route("http://twin.test/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    frame = '<!doctype html><style>body{margin:0}</style><iframe id="mirror" style="border:0;width:800px;height:600px" '
    context.route(
        "http://twin.test/around",
        lambda route: route.fulfill(
            body=f'{frame}src="http://twin.test/mirror"></iframe>', content_type="text/html"
        ),
    )
    yield context.new_page(), context.new_page()
    context.close()


@pytest.fixture
def twins(windows: tuple[Page, Page]) -> tuple[Page, Page]:
    """Two pages of the same content; the second one stands inside `iframe#mirror`."""
    plain, around = windows
    plain.set_viewport_size(SIZE)
    plain.goto("http://twin.test/page")
    around.goto("http://twin.test/around")
    plain.evaluate(SETUP)
    around.frames[1].evaluate(SETUP)
    return windows


@pytest.mark.browser
def test_equal_pages_have_equal_forms(twins: tuple[Page, Page]) -> None:
    mine, theirs = host_form(twins[0]), mirror_form(twins[1])
    assert mine["children"] == theirs["children"], difference(mine, theirs)


@pytest.mark.browser
@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_planted_difference_shows(twins: tuple[Page, Page], name: str) -> None:
    before = host_form(twins[0])
    twins[0].evaluate(f"() => {{ {DIFFERENCES[name]} }}")
    assert host_form(twins[0]) != before
    assert difference(before, host_form(twins[0]))


@pytest.mark.browser
@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_differ_does_not_show(twins: tuple[Page, Page], name: str) -> None:
    before = host_form(twins[0])
    twins[0].evaluate(f"() => {{ {ALLOWED[name]} }}")
    after = host_form(twins[0])
    assert {**after, "base": ""} == {**before, "base": ""}


@pytest.mark.browser
def test_quirks_mode_shows(twins: tuple[Page, Page]) -> None:
    before = host_form(twins[0])
    twins[0].set_content(PAGE.removeprefix("<!doctype html>"))
    assert host_form(twins[0])["compat"] != before["compat"]


@pytest.mark.browser
def test_pictures_are_compared_pixel_by_pixel(twins: tuple[Page, Page]) -> None:
    plain = twins[0]
    before = plain.screenshot()
    assert pixel_difference(before, plain.screenshot()) == 0
    plain.evaluate("document.body.style.background = 'gold'")
    assert pixel_difference(before, plain.screenshot()) > 0.5
    plain.set_viewport_size({"width": 700, "height": 600})
    assert pixel_difference(before, plain.screenshot()) == 1
