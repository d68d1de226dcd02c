"""YAML 1.2, as JavaScript's programs read it: `yes`, `no`, `on` and `off` are texts. Nothing in it is run."""

import re
from typing import ClassVar

import yaml

_SafeLoader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEAN = "tag:yaml.org,2002:bool"


class YamlLoader(_SafeLoader):  # type: ignore[misc,valid-type]  # one of the two, whichever was built
    """PyYAML's safe loader without the texts that YAML 1.1 took for booleans."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
        for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
    }


YamlLoader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
