import os

project = "Kettle"
copyright = "2026, the authors of the kettle"
author = "Ann"
version = release = "1.0"
extensions = [
    "myst_parser",
    "sphinx.ext.viewcode",
    "sphinx.ext.autodoc",
    "sphinx_design",
    "sphinx_tabs.tabs",
    "sphinx_copybutton",
]
html_theme = os.environ["GOLDEN_THEME"]
html_baseurl = "https://kettle.example/"
html_context = {
    "display_github": True,
    "github_user": "kettle",
    "github_repo": "kettle",
    "github_version": "main",
    "conf_py_path": "/",
}
sphinx_tabs_valid_builders = ["html"]
exclude_patterns = ["_build"]
