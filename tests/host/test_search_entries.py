"""The entries of the search index, which must be what Material would have read off the same page."""

from __future__ import annotations

import json

import pytest
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]
from outlast.host.join import body
from outlast.host.search_entries import search_entries

from tests.maximal import whole_tree
from tests.shared import example_site, example_tree


def of_material(html: str) -> list[tuple[str, str, str]]:
    """The sections that Material's own search reads off a page.

    It would end a question with the line to press, and give its answer to the section around it: so it is
    shown the page without that line.
    """
    parser = Parser()
    parser.feed(html.replace("<summary><h3", "<h3").replace("</h3></summary>", "</h3>"))
    parser.close()
    return [
        (each.id or "", "".join(each.title).strip(), "".join(each.text).strip())
        for each in parser.data
        if not each.is_excluded()
    ]


def test_every_page_gives_the_entries_that_material_would_read() -> None:
    for page in (*example_tree().pages, *whole_tree().pages):
        html = body(page)
        assert list(search_entries(html)) == of_material(html), page.path


@pytest.mark.parametrize(
    "html",
    [
        '<p>before a heading</p><h2 id="x">and one</h2>',
        '<h1 id="a">One</h1><p>a\n b</p><ul><li></li><li> </li><li>c &lt;i&gt; &amp;amp;</li></ul>',
        '<h2 id="a"><code>x</code><a class="headerlink" href="#a">&para;</a></h2><pre> a\n b </pre> <p> </p>',
        '<h1 id="a">A</h1><div><h2 id="b">In a box</h2><p>in</p></div><p>after the box</p>',
        '<h1 id="a">A</h1><p data-search-exclude>no</p><div data-search-exclude><div>no</div>yes</div>',
        '<h1 id="a">A</h1><svg><circle r="1"/><path d="M0>1"/></svg><br>text<img alt="x > y">more',
        '<h1 id="a">A</h1><h2 id="b" data-search-exclude>not this</h2><p>nor this</p><h2 id="c">C</h2>',
        '<h1 id="a">A</h1><details><summary><h3 id="q">Q?</h3></summary><p>Yes.</p></details><p>after it</p>',
        '<h1 id="a">A</h1><table><tr><td>1<td>2</tr></table></p><p>closed by nothing',
        "",
    ],
)
def test_odd_pages_give_the_entries_that_material_would_read(html: str) -> None:
    assert list(search_entries(html)) == of_material(html)


def test_each_question_of_a_page_is_an_entry_with_its_answer() -> None:
    for path, id in (("help/questions", "devices-sam-phone"), ("serve/supplier-payments", "question-3")):
        (page,) = (each for each in example_tree().pages if each.path == path)
        (entry,) = (each for each in search_entries(body(page)) if each.id == id)
        assert entry.title.endswith(("?", ".")), entry
        assert len(entry.text) > 40, entry


def test_the_index_of_a_site_holds_the_entries_of_each_page_once_and_in_order() -> None:
    index = json.loads((example_site() / "site/search/search_index.json").read_text(encoding="utf-8"))
    found = [entry["location"] for entry in index["docs"]]
    assert len(found) == len(set(found))
    for page in example_tree().pages:
        address = f"{page.path}.html"
        expected = [f"{address}#{each.id}" if each.id else address for each in search_entries(body(page))]
        assert [location for location in found if location.partition("#")[0] == address] == expected
    assert {"title", "text", "location", "boost"} <= set(index["docs"][0])
