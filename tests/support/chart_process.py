"""Renders and validates the chart in an environment of its own: one JSON object a line in, one out.

It is run by `.venv/chart/bin/python`, because Helm's library is 250 MB of Go that no other test needs.
"""

import contextlib
import json
import sys
from typing import Any

import helm_python
import kubernetes_validate
import yaml


def answer(chart: helm_python.Chart, asked: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, or the `problem`."""
    if asked["do"] == "lint":
        return {"messages": helm_python.lint(asked["chart"], values=asked["values"], strict=True)["messages"]}
    if asked["do"] == "package":
        return {"archive": str(helm_python.package(asked["chart"], destination=asked["folder"]))}
    if asked["do"] == "validate":
        return {"problem": validate(asked["object"], asked["version"])}
    try:
        if archive := asked.get("archive"):
            with helm_python.Chart.load(archive) as packaged:
                rendered = render(packaged, asked)
        else:
            rendered = render(chart, asked)
    except helm_python.HelmError as error:
        return {"problem": str(error)}
    notes = rendered.pop("askdocs/templates/NOTES.txt")
    return {
        "objects": [found for text in rendered.values() for found in yaml.safe_load_all(text) if found],
        "notes": notes,
    }


def render(chart: helm_python.Chart, asked: dict[str, Any]) -> dict[str, str]:
    """The text of each template."""
    rendered: dict[str, str] = chart.render(asked["values"], name=asked["name"], namespace=asked["namespace"])
    return rendered


def validate(found: dict[str, Any], version: str) -> str:
    """Why Kubernetes of this version would refuse the object; empty when it would not."""
    try:
        checked = kubernetes_validate.validate(found, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return f"{'.'.join(map(str, error.path))}: {error.message}"
    return "" if checked == version else f"its schemas are of {checked}"


def main() -> None:
    """Answer until there is nothing more to read."""
    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr), helm_python.Chart.load(sys.argv[1]) as chart:
        for line in sys.stdin:
            print(json.dumps(answer(chart, json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
