"""White space that only a template needed."""

from outlast.host.minify import minify


def test_indents_and_empty_lines_go_and_lines_stay() -> None:
    assert (
        minify("<ul>\n\n    <li>a  b</li>  \n\t<li>c</li>\r\n</ul>")
        == "<ul>\n<li>a  b</li>\n<li>c</li>\n</ul>"
    )


def test_what_counts_to_the_letter_stays() -> None:
    for kept in ("<pre>  a\n\n  b</pre>", "<script>\n  run()\n</script>", "<TEXTAREA>\n  x</TEXTAREA>"):
        assert minify(f"<p>\n  {kept}\n  </p>") == f"<p>\n{kept}\n</p>"
