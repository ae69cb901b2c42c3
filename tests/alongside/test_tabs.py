"""The list of a shopper's tabs, as the session keeps it."""

from alongside.tabs import MAX_TABS, OpenTab, drop_tab, put_tab, show_tabs


def tab(name: str, connection: str = "c", title: str = "") -> OpenTab:
    return OpenTab(id=name, connection=connection, title=title, url="", visible=True)


def test_a_tab_that_is_known_keeps_its_place() -> None:
    tabs = put_tab((tab("a"), tab("b")), tab("a", title="new"))
    assert [(each.id, each.title) for each in tabs] == [("a", "new"), ("b", "")]


def test_a_connection_that_was_replaced_takes_no_tab_along() -> None:
    tabs = put_tab((tab("a", "old"),), tab("a", "new"))
    assert drop_tab(tabs, "old") == tabs
    assert drop_tab(tabs, "new") == ()


def test_at_the_bound_all_tabs_are_kept_and_past_it_the_oldest_goes() -> None:
    tabs: tuple[OpenTab, ...] = ()
    for number in range(MAX_TABS):
        tabs = put_tab(tabs, tab(str(number)))
    assert len(tabs) == MAX_TABS
    assert [each.id for each in put_tab(tabs, tab("one more"))][::31] == ["1", "one more"]


def test_the_list_says_which_tab_is_mirrored() -> None:
    assert [each.active for each in show_tabs((tab("a"), tab("b")), "b")] == [False, True]
