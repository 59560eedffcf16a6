"""White space and quotes that only a template needed."""

from outlast.host.minify import minify


def test_indents_and_empty_lines_go_and_lines_stay() -> None:
    assert (
        minify("<ul>\n\n    <li>a  b</li>  \n\t<li>c</li>\r\n</ul>")
        == "<ul>\n<li>a  b</li>\n<li>c</li>\n</ul>"
    )


def test_what_counts_to_the_letter_stays() -> None:
    for kept in ("<pre>  a\n\n  b</pre>", "<script>\n  run()\n</script>", "<TEXTAREA>\n  x</TEXTAREA>"):
        assert minify(f"<p>\n  {kept}\n  </p>") == f"<p>\n{kept}\n</p>"


def test_one_class_needs_no_quotes_and_every_other_value_keeps_them() -> None:
    assert minify('<p class="ol-note" title="a b">') == '<p class=ol-note title="a b">'
    assert minify('<b class="a"><i class="c-d">') == "<b class=a><i class=c-d>"
    for kept in (
        '<p class="two names">',
        '<p class="">',
        '<use class="x"/>',
        '<a href="x" class="y">',
        "&lt;p class=&quot;x&quot;&gt;",
        'a class="x" in words',
        "<script>a = '<p class=\"x\">'</script>",
    ):
        assert minify(kept) == kept
