"""What only the shopper's own hand can do is asked of the shopper, and whoever wanted it hears so, and what came of it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.page.our_panel import OurPanel, eventually
from tests.page.shop_page import MIKA, SHOPPER, Line, ShopPage

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><html lang={lang}><meta charset=utf-8><!--alongside--><title>Tea</title><body><h1>Tea</h1>"


class Asked:
    """A session in which a rep presses things. `show` first."""

    def __init__(self, shop: ShopPage, page: Page) -> None:
        self.page = page
        self.panel = OurPanel(page)
        self._shop = shop
        self._seq = 0
        self._ids: dict[str, int] = {}
        self.line: Line

    def show(self, body: str, lang: str = "en") -> None:
        self._shop.pages["/"] = HEAD.format(lang=lang) + body
        self._shop.welcome["participants"] = [SHOPPER, MIKA]
        self.page.goto(self._shop.url)
        self.page.wait_for_function("window.alongside")
        self.page.evaluate("alongside.start({kind: 'help', consent: true})")
        self._shop.next_line()
        self.page.reload()
        self.line = self._shop.next_line()
        [_, first, nodes, _] = self.line.expect("snap")[4]
        self._ids = dict(ids_in(nodes, iter(range(first, 10_000))))
        while not set(re.findall(r"\bid=(\w+)", body)) <= self._ids.keys():  # the rest comes in slices
            for op in self.line.expect("change")[4]:
                if op[0] == "+":
                    self._ids |= ids_in(op[4], iter(range(op[3], 10_000)))

    def press(self, name: str) -> int:
        """The rep clicks on the element of this id."""
        self._seq += 1
        self.line.say("act", "p2", self._seq, ["click", "0", self._ids[name], 0.5, 0.5, 0, 0])
        return self._seq

    def fate(self) -> list[Any]:
        return self.line.expect("done")[2:]


def ids_in(nodes: list[Any], ids: Iterator[int]) -> Iterator[tuple[str, int]]:
    """The node ids of all elements that have an id attribute."""
    for node in nodes:
        own = next(ids)
        if isinstance(node, str):
            continue
        if isinstance(node[0], str):
            attributes = node[1] or []
            if "id" in attributes[::2]:
                yield attributes[attributes.index("id") + 1], own
            yield from ids_in(node[2:], ids)
        elif node[0] in (11, 12):
            yield from ids_in(node[2 if node[0] == 11 else 1 :], ids)


@pytest.fixture
def asked(shop: ShopPage, page: Page) -> Asked:
    return Asked(shop, page)


def test_the_shopper_is_asked_for_a_file_and_its_name_is_shown(asked: Asked) -> None:
    asked.show("<input id=photo type=file>")
    seq = asked.press("photo")
    assert asked.line.expect("asked") == ["asked", "p2", seq]
    asked.panel.wait_for("alertdialog", "Mika asks you to choose a file here")
    with asked.page.expect_file_chooser() as chooser:
        asked.panel.press("Choose a file")
    chooser.value.set_files({"name": "cup.png", "mimeType": "image/png", "buffer": b"x"})
    assert asked.fate() == [seq, "ok"]
    assert asked.panel.names("alertdialog") == []
    shown = asked.page.evaluate("alongside.position, photo.files[0].name")
    assert shown == "cup.png"


@pytest.mark.parametrize("how", ["Not now", "Escape"])
def test_a_shopper_who_would_rather_not_says_so(asked: Asked, how: str) -> None:
    asked.show("<label id=words>Photo <input type=file></label>")
    seq = asked.press("words")
    asked.panel.wait_for("alertdialog", "Mika asks")
    if how == "Escape":
        asked.page.keyboard.press("Escape")
    else:
        asked.panel.press(how)
    assert asked.fate() == [seq, "declined"]
    assert asked.panel.names("alertdialog") == []


def test_a_button_that_opens_a_hidden_file_input_asks_as_well(asked: Asked) -> None:
    asked.show("<input id=photo type=file hidden><button id=add onclick='photo.click()'>Add</button>")
    asked.press("add")
    asked.line.expect("asked")
    with asked.page.expect_file_chooser() as chooser:
        asked.panel.press("Choose a file")
    chooser.value.set_files({"name": "cup.png", "mimeType": "image/png", "buffer": b"x"})
    assert asked.fate()[1] == "ok"


def test_a_link_that_leads_out_is_followed_by_the_shopper(asked: Asked) -> None:
    asked.show("<a id=out href='http://127.0.0.1:9/elsewhere' target=_blank>Out</a>")
    asked.press("out")
    asked.panel.wait_for("alertdialog", "Mika asks you to open this page")
    assert "127.0.0.1:9" in asked.panel.text()
    with asked.page.expect_popup() as popup:
        asked.panel.press("Open")
    popup.value.close()
    assert asked.fate()[1] == "ok"


def test_a_window_that_the_browser_refused_is_opened_by_the_shopper(asked: Asked) -> None:
    asked.show("<button id=map onclick='window.open(`/map`)'>Map</button><script>tries = [];"
               "open = (where) => { tries.push(where); return null }</script>")  # fmt: skip
    asked.press("map")
    asked.panel.press("Open")
    assert asked.fate()[1] == "ok"
    assert asked.page.evaluate("tries") == ["/map", "/map"]


@pytest.mark.parametrize(
    ("name", "answer", "fate"),
    [("confirm", "dismiss", "declined"), ("prompt", "accept", "ok"), ("alert", "accept", "ok")],
)
def test_a_question_of_the_browser_s_own_is_told(asked: Asked, name: str, answer: str, fate: str) -> None:
    asked.show(f"<button id=drop onclick='answer = {name}(`Sure?`)'>Drop</button>")
    asked.page.on("dialog", lambda dialog: getattr(dialog, answer)())
    asked.page.evaluate("0")  # until the driver knows who answers, it says no by itself
    asked.press("drop")
    asked.page.wait_for_function("'answer' in window")
    asked.line.expect("asked")
    assert asked.fate()[1] == fate


def test_one_thing_is_asked_once_and_others_wait_their_turn(asked: Asked) -> None:
    asked.show("".join(f"<input id=f{n} type=file>" for n in range(7)))
    first, again = asked.press("f0"), asked.press("f0")
    for n in range(1, 6):
        asked.press(f"f{n}")
    over = asked.fate()
    assert over == [again + 5, "busy"], "five questions at most"
    assert len(asked.panel.names("alertdialog")) == 1
    asked.panel.press("Not now")
    assert [asked.fate(), asked.fate()] == [[first, "declined"], [again, "declined"]]
    asked.panel.wait_for("alertdialog", "Mika asks")


def test_a_question_that_nobody_answers_expires(asked: Asked) -> None:
    asked.show("<input id=photo type=file>")
    asked.page.clock.install()
    seq = asked.press("photo")
    asked.line.expect("asked")
    asked.panel.wait_for("alertdialog", "Mika asks")
    asked.page.clock.fast_forward(61_000)
    assert asked.fate() == [seq, "expired"]
    assert asked.panel.names("alertdialog") == []


def test_whoever_types_is_not_interrupted(asked: Asked) -> None:
    asked.show("<input id=q><input id=photo type=file>")
    asked.page.click("#q")
    asked.press("photo")
    asked.panel.wait_for("alertdialog", "Mika asks")
    asked.page.keyboard.type("tea ")
    assert asked.page.input_value("#q") == "tea "


def test_the_card_stands_by_what_it_is_about_on_a_phone_in_japanese(asked: Asked) -> None:
    asked.page.set_viewport_size({"width": 390, "height": 844})
    asked.show(
        "<p style=height:3000px>長いページ</p><input id=photo type=file><p style=height:900px>", lang="ja"
    )
    asked.press("photo")
    asked.panel.wait_for("alertdialog", "Mikaさんが、ここでファイルを選ぶようお願いしています")
    eventually(asked.page, lambda: is_in_view(asked.page))
    asked.panel.press("今はしない")
    assert asked.fate()[1] == "declined"


def is_in_view(page: Page) -> None:
    top: float = page.evaluate("photo.getBoundingClientRect().top")
    assert 0 < top < 600


def test_the_shop_s_own_calls_stay_its_own(asked: Asked) -> None:
    asked.show("<button id=x>Press</button><input id=photo type=file>")
    asked.press("photo")
    asked.panel.press("Not now")
    asked.fate()
    asked.press("x")
    asked.fate()
    names = "[confirm, open, HTMLElement.prototype.click].map((fn) => fn.name + fn.length + /native code/.test(fn))"
    assert asked.page.evaluate(names) == ["confirm0true", "open0true", "click0true"]
