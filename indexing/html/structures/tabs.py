"""The labels of tabs: each is read once, above the panel that it opens."""

from selectolax.lexbor import LexborNode

from indexing.html.inline import format_plain

_PANEL = "[role=tabpanel], .tabpanel, .tab-pane"
_TARGETS = ("id", "aria-controls", "data-bs-target", "data-target", "href")
_PANEL_CLASSES = frozenset({"tabpanel", "tab-pane"})


class TabLabels:
    """The labels of the last list of tabs, for the panels that come after it."""

    def __init__(self) -> None:
        self._by_id: dict[str, str] = {}
        self._waiting: list[str] = []

    def note(self, tabs: LexborNode) -> bool:
        """Remembers a list of tabs; False for one without panels, which is read as any other element."""
        found = [(tab.attributes, format_plain(tab)) for tab in tabs.css("[role=tab]") or tabs.css(".tab")]
        panels = _find_panels(tabs)
        if not found or not panels:
            return False
        for attributes, label in found:
            targets = (attributes.get(name) for name in _TARGETS)
            self._by_id |= {target.lstrip("#"): label for target in targets if target}
        chosen = [label for attributes, label in found if attributes.get("aria-selected") == "true"]
        if len(panels) >= len(found):
            self._waiting = [label for _attributes, label in found]
        else:
            self._waiting = chosen[:1] if len(panels) == 1 else []
        return True

    def take(self, panel: LexborNode) -> str:
        """The label of a panel; empty where none is known."""
        attributes = panel.attributes
        for name in (attributes.get("aria-labelledby"), attributes.get("id")):
            if name and name in self._by_id:
                label = self._by_id[name]
                if label in self._waiting:
                    self._waiting.remove(label)
                return label
        return self._waiting.pop(0) if self._waiting else ""

    def open_panel(self) -> list[str]:
        """What to hand to `close_panel`: a panel may hold tabs of its own."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def close_panel(self, waiting: list[str]) -> None:
        """Goes on with the tabs around a panel."""
        self._waiting = waiting


def is_tab_list(role: str | None, classes: frozenset[str]) -> bool:
    """Whether an element holds the labels of tabs."""
    return role == "tablist" or "tablist" in classes


def is_panel(role: str | None, classes: frozenset[str]) -> bool:
    """Whether an element is what one tab opens."""
    return role == "tabpanel" or not _PANEL_CLASSES.isdisjoint(classes)


def find_labelled_panels(node: LexborNode, classes: frozenset[str]) -> list[tuple[str, LexborNode]]:
    """Tabs without roles, opened by radio buttons (MkDocs, VitePress, sphinx-design); empty for other elements."""
    if "tabbed-alternate" in classes:
        labels, panels = node.css(".tabbed-labels > label"), node.css(".tabbed-content > .tabbed-block")
    elif "vp-code-group" in classes or "code-group" in classes:
        labels = node.css(".tabs label")
        panels = [panel for blocks in node.css(".blocks")[:1] for panel in blocks.iter()]
    elif not classes.isdisjoint({"tabbed-set", "sd-tab-set", "tab-set"}):
        children = [child for child in node.iter() if child.tag != "input"]
        labels, panels = children[::2], children[1::2]
        if any(label.tag != "label" for label in labels):
            return []
    else:
        return []
    if len(labels) != len(panels):
        return []  # read as any other element, nothing is left out
    return [(format_plain(label), panel) for label, panel in zip(labels, panels, strict=True)]


def _find_panels(tabs: LexborNode) -> list[LexborNode]:
    """The panels beside a list of tabs, or beside the box around it."""
    node = tabs.parent
    for _ in range(3):
        if node is None:
            return []
        found = node.css(_PANEL)
        if found:
            outer = {panel.mem_id for panel in found}
            return [panel for panel in found if not _is_inside(panel, outer)]
        node = node.parent
    return []


def _is_inside(panel: LexborNode, panels: set[int]) -> bool:
    node = panel.parent
    while node is not None:
        if node.mem_id in panels:
            return True
        node = node.parent
    return False
