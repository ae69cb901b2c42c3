"""The list of cases that a road has to pass, each with the tests that hold it: through the engine by itself and behind each edge."""

import importlib
import inspect
from typing import Final

import pytest

DOCUMENTS: Final = "documents_on_the_road"
ANSWERS: Final = "answers_on_the_road"
TRAFFIC: Final = "traffic_on_the_road"
SECURE: Final = "secure_origin"

CASES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "1 pages without html, head or body tags": {
        ANSWERS: ("the_script_is_first_in_head_and_the_doctype_stays_first_of_all",)
    },
    "2 a head in a comment, or a header before the head": {
        ANSWERS: ("the_script_is_first_in_head_and_the_doctype_stays_first_of_all",)
    },
    "3 a charset far into the page": {ANSWERS: ("a_charset_at_byte_800_stays_where_browsers_look_for_it",)},
    "4 older charsets and UTF-16": {
        DOCUMENTS: (
            "pages_in_older_charsets_differ_by_the_tag_alone",
            "a_page_in_utf_16_passes_as_it_is",
        )
    },
    "5 a tag cut between chunks, and the first bytes at once": {
        DOCUMENTS: (
            "a_tag_cut_between_chunks_is_found",
            "the_first_bytes_leave_before_the_origin_has_finished",
            "a_packed_stream_can_be_unpacked_as_it_comes",
        )
    },
    "6 content codings": {
        DOCUMENTS: (
            "a_packed_page_comes_packed_the_same_way",
            "deflate_without_its_wrapper_is_understood_and_kept",
            "an_unknown_coding_passes_and_was_not_asked_for",
            "a_page_that_claims_to_be_packed_and_is_not_passes_as_it_is",
        )
    },
    "7 HTML that scripts fetch, and service workers": {
        DOCUMENTS: (
            "html_that_a_script_fetches_is_left_alone",
            "a_page_that_comes_through_a_service_worker_gets_the_loader",
        )
    },
    "8 a nonce with strict-dynamic": {
        ANSWERS: ("a_page_with_several_policies_keeps_each_and_our_script_has_its_nonce",)
    },
    "9 a 304 with a rotating nonce": {DOCUMENTS: ("an_injected_page_revalidates",)},
    "10 entity tags of injected pages": {
        DOCUMENTS: ("an_injected_page_revalidates", "a_page_kept_without_this_very_tag_is_sent_anew")
    },
    "11 integrity": {ANSWERS: ("integrity_of_scripts_in_a_page_and_the_scripts_themselves_are_untouched",)},
    "12 JavaScript": {ANSWERS: ("integrity_of_scripts_in_a_page_and_the_scripts_themselves_are_untouched",)},
    "13 cookies": {
        TRAFFIC: ("cookies_arrive_as_they_were_set", "our_own_cookies_never_reach_the_origin"),
    },
    "14 early hints": {TRAFFIC: ("early_hints_do_not_hide_the_answer",)},
    "15 trailers": {TRAFFIC: ("trailers_do_not_hang_the_browser",)},
    "16 six event streams": {
        TRAFFIC: (
            "six_open_event_streams_do_not_hold_up_a_page",
            "server_sent_events_arrive_one_by_one",
        )
    },
    "17 a Web Socket that carries a gigabyte": {
        TRAFFIC: (
            "a_web_socket_that_carries_a_gigabyte_does_not_grow_the_engine",
            "a_web_socket_of_the_shop_is_relayed_byte_for_byte",
        )
    },
    "18 HEAD and Range on HTML": {
        DOCUMENTS: (
            "head_says_no_length_and_the_tag_of_the_injected_page",
            "a_range_of_a_page_is_the_whole_injected_page",
        ),
        ANSWERS: (
            "head_of_a_page_tells_what_get_would",
            "head_of_what_is_no_page_keeps_its_length",
            "a_range_of_a_page_is_the_whole_page_whatever_it_depends_on",
            "a_range_of_what_is_no_page_is_that_range",
            "a_part_of_a_page_that_comes_unasked_says_nothing_of_the_whole",
        ),
    },
    "204, 206, 304, 404 and 500": {
        ANSWERS: (
            "a_page_of_any_status_that_is_shown_gets_the_loader",
            "an_answer_without_a_body_stays_without_one",
        )
    },
    "bodies by length, in chunks and until the end; empty ones": {
        ANSWERS: ("a_page_is_the_same_however_its_end_is_told",)
    },
    "XHTML": {ANSWERS: ("xhtml_stays_well_formed",)},
    "no-transform": {DOCUMENTS: ("what_is_no_page_keeps_every_byte",)},
    "a page of 50 MB": {ANSWERS: ("a_page_of_50_megabytes_streams_through",)},
    "a head later than 64 KB": {
        ANSWERS: ("a_page_whose_head_begins_later_than_64_kilobytes_passes_as_it_is",)
    },
    "policies in meta, several, and report-only": {
        ANSWERS: (
            "a_policy_in_the_page_itself_is_no_business_of_ours",
            "a_page_with_several_policies_keeps_each_and_our_script_has_its_nonce",
        )
    },
    "trusted types": {ANSWERS: ("trusted_types_stay_demanded_and_ours_are_named",)},
    "digests": {ANSWERS: ("digests_go_with_the_bytes_that_they_were_made_of",)},
    "subprotocols of sockets": {
        TRAFFIC: ("a_web_socket_keeps_its_subprotocol_and_nothing_else_may_change_over",)
    },
    "uploads of 1 GB": {
        TRAFFIC: (
            "an_upload_of_a_gigabyte_streams_through",
            "an_upload_arrives_whole_and_while_it_is_sent",
        )
    },
    "gRPC-web and JSON": {ANSWERS: ("data_is_the_same_byte_for_byte_both_ways",)},
    "Expect: 100-continue": {TRAFFIC: ("a_body_is_asked_for_before_it_is_sent",)},
    "HTTP/1.0": {TRAFFIC: ("a_client_of_http_1_0_gets_a_page_that_ends_with_the_connection",)},
    "IPv6": {SECURE: ("the_road_and_the_origin_may_have_addresses_of_ipv6",)},
    "TLS with a name and a private authority": {
        SECURE: ("an_origin_with_a_private_authority_is_reached_by_its_name",)
    },
    "a bad certificate": {SECURE: ("an_origin_with_a_certificate_that_nobody_vouches_for_is_not_believed",)},
}


@pytest.mark.parametrize("case", CASES)
def test_every_case_of_the_list_is_held_with_and_without_an_edge(case: str) -> None:
    for file, names in CASES[case].items():
        module = importlib.import_module(f"tests.proxy.test_{file}")
        for name in names:
            test = getattr(module, f"test_{name}")
            assert {"road", "any_road", "way"} & inspect.signature(test).parameters.keys()


OVER_HTTP2: Final = (
    "5 a tag cut between chunks, and the first bytes at once",
    "8 a nonce with strict-dynamic",
    "9 a 304 with a rotating nonce",
    "13 cookies",
    "14 early hints",
    "16 six event streams",
    "17 a Web Socket that carries a gigabyte",
    "18 HEAD and Range on HTML",
    "uploads of 1 GB",
    "gRPC-web and JSON",
)
"""Cases that could fare otherwise by HTTP/2 over TLS: one test of each at least goes that way, too."""


@pytest.mark.parametrize("case", OVER_HTTP2)
def test_cases_that_may_fare_otherwise_by_http_2_are_held_there_too(case: str) -> None:
    modules = {file: importlib.import_module(f"tests.proxy.test_{file}") for file in CASES[case]}
    tests = [getattr(modules[file], f"test_{name}") for file, names in CASES[case].items() for name in names]
    assert any("any_road" in inspect.signature(test).parameters for test in tests)
