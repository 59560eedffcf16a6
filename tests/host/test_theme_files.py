"""MkDocs copies the same files of a theme, and does not look at icons for them."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme
from outlast.mkdocs_plugin.theme_files import skip_hidden


def test_the_same_files_are_copied_and_hidden_folders_are_not_looked_at(tmp_path: Path) -> None:
    for path in ("deep/.hidden/no.css", "deep/yes.css", ".hidden.css", "assets/stylesheets/extra.css"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    listed, copied = [], []
    for skips in (False, True):
        theme = Theme(name="material", custom_dir=str(tmp_path))
        if skips:
            skip_hidden(theme)
        env, config, files = theme.get_env(), MkDocsConfig(), Files([])
        config.load_dict({"theme": {"name": "material"}, "site_dir": str(tmp_path / "site")})
        config["theme"] = theme
        files.add_files_from_theme(env, config)
        listed.append(env.list_templates())
        copied.append([file.src_uri for file in files])
        assert env.get_template("base.html")
    assert copied[0] == copied[1]
    assert {"deep/yes.css", "assets/stylesheets/extra.css"} <= {*copied[1]}
    shown = [path for path in listed[0] if not any(part.startswith(".") for part in path.split("/")[:-1])]
    assert listed[1] == shown
    assert len(listed[0]) > 20 * len(listed[1]), "the icons of Material are most of its files"
