#!/bin/sh
# Puts the files of the packed panel into a fresh MkDocs Material site and into fresh Sphinx sites, one a theme, as the
# README says.
# Usage: mkdocs-sphinx.sh FOLDER, which holds the packages.
set -eu
cd "$1"
tar -xzf askdocs-panel-*.tgz package/dist
python3 -m venv python
python/bin/pip install --quiet 'mkdocs-material==9.8.2' 'sphinx==9.0.4' 'furo==2025.12.19' \
  'pydata-sphinx-theme==0.24.0' 'sphinx-rtd-theme==3.1.0'

# Pages long enough for a list of headings in a column of its own.
headings() {
  for number in 1 2 3 4 5 6; do
    printf '## Heading %s\n\nWords that fill a line and go on to the next one, as documentation does on every page of it.\n\n' "$number"
  done
}

python/bin/mkdocs new mkdocs
cp -r package/dist mkdocs/docs/askdocs
mkdir mkdocs/overrides
cat >mkdocs/overrides/main.html <<'HTML'
{% extends "base.html" %}
{% block libs %}
  {{ super() }}
  <script src="{{ 'askdocs/askdocs.js' | url }}" data-api-url="http://127.0.0.1:8901" defer></script>
{% endblock %}
HTML
cat >mkdocs/mkdocs.yml <<'YAML'
site_name: Kettle
site_url: http://127.0.0.1:8902/
theme:
  name: material
  custom_dir: overrides
  font: false
  features: [navigation.instant]
YAML
headings >>mkdocs/docs/index.md
(printf '# Tea\n\n' && headings) >mkdocs/docs/tea.md
python/bin/mkdocs build --strict --config-file mkdocs/mkdocs.yml --site-dir build

for theme in furo pydata_sphinx_theme sphinx_rtd_theme alabaster; do
  python/bin/sphinx-quickstart --quiet --project Kettle --author Nobody --release 1.0 --no-makefile --no-batchfile "$theme"
  cp -r package/dist "$theme/_static/askdocs"
  cat >>"$theme/conf.py" <<PYTHON
html_theme = "$theme"
html_js_files = [("askdocs/askdocs.js", {"defer": "defer", "data-api-url": "http://127.0.0.1:8901"})]
PYTHON
  headings | sed 's/^## \(.*\)/\1\n---------/' >>"$theme/index.rst"
  python/bin/sphinx-build -W --quiet "$theme" "$theme/build"
done
