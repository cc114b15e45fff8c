"""The browser works out the look of a page once while it loads, and not again for each script."""

from __future__ import annotations

import re

import pytest

from sitekit.publish import calm

PHONE = {"viewport": {"width": 390, "height": 844}}
RECORD = ["devtools.timeline", "disabled-by-default-devtools.timeline.stack"]


def test_a_plain_table_gets_a_class_and_the_rules_ask_for_it() -> None:
    assert calm.tables('<table><tr></table><table class="a">').startswith('<table class="t"><tr>')
    assert calm.rules(".x table:not([class])+*{margin:0}") == ".x table.t+*{margin:0}"


def test_no_rule_for_everything_stops_the_fades() -> None:
    rules = "a{b:c}[data-md-color-switching] *,[data-md-color-switching] :after{d:e}f{g:h}"

    assert calm.rules(rules) == "a{b:c}f{g:h}"


def test_the_theme_adds_no_color_scheme_to_the_head() -> None:
    lines = 'let o=x("meta",{name:"color-scheme"});document.head.appendChild(o);let n=1'

    assert calm.script(lines) == 'let o=x("meta",{name:"color-scheme"});let n=1'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["", "surgery/laminectomy/", "reference/glossary/"])
def test_no_script_makes_the_browser_work_out_the_whole_page_again(
    chromium, address, page, scheme
) -> None:
    context = chromium.new_context(color_scheme=scheme, **PHONE)
    try:
        tab = context.new_page()
        tab.goto("about:blank")
        session = context.new_cdp_session(tab)
        record: list[dict] = []
        session.on("Tracing.dataCollected", lambda part: record.extend(part["value"]))
        session.send(
            "Tracing.start",
            {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": RECORD}},
        )
        tab.goto(address + page, wait_until="networkidle")
        parts = tab.evaluate("document.querySelectorAll('*').length")
        with tab.expect_event("console", lambda line: line.text == "recorded"):
            session.on("Tracing.tracingComplete", lambda _: tab.evaluate("console.log('recorded')"))
            session.send("Tracing.end")
    finally:
        context.close()
    looks = [event for event in record if event["name"] == "UpdateLayoutTree"]
    looks.sort(key=lambda event: event["ts"])
    scripted = [look for look in looks if look["args"].get("beginData", {}).get("stackTrace")]
    # The first look at the whole page has to be, even if a script that is early asks for it.
    whole = [look for look in looks if look["args"]["elementCount"] >= parts / 4]

    assert parts > 300, "the page is shorter than the browser's own"
    assert scripted, "the browser's record names no script"
    assert whole, "the browser's record holds no look at the whole page"
    assert [look["args"]["elementCount"] for look in whole[1:] if look in scripted] == []


def test_a_dark_device_gets_a_dark_page_before_the_themes_script(chromium, address) -> None:
    context = chromium.new_context(color_scheme="dark", **PHONE)
    try:
        tab = context.new_page()
        tab.route("**/bundle.*.js", lambda route: route.abort())
        tab.goto(address)
        scheme = tab.evaluate("getComputedStyle(document.documentElement).colorScheme")
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    finally:
        context.close()

    assert scheme == "dark", "the bars that scroll the page are light"
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 64, ground
