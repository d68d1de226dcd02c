"""The function that builds a chain, as `langserve.yaml` names it: `module:function` or `./file.py:function`."""

import importlib
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from chains.errors import AskdocsError, SettingsError

Factory = Callable[..., Any]


def load_factory(chain: str) -> Factory:
    """Import the factory that `chain` names.

    A file is loaded under a private name of its own: it may be called like one of our packages, and finds whatever is
    installed, but nothing beside itself.

    Raises:
        SettingsError: there is none, or what it stands in fails; the message names the file and the line.
    """
    source, _, name = chain.rpartition(":")
    module = _load_file(Path(source), chain) if source.endswith(".py") else _import_module(source, chain)
    factory: Factory | None = getattr(module, name, None)
    if factory is None:
        raise SettingsError(f"langserve.yaml: the chain {chain} cannot be imported: {source} has no {name}.")
    if not callable(factory):
        raise SettingsError(
            f"langserve.yaml: the chain {chain} is no function but a {type(factory).__name__}. Name a function that "
            "takes `llm`, `retriever` and `settings` and returns the chain."
        )
    return factory


@contextmanager
def explaining_failures(chain: str) -> Iterator[None]:
    """Turn whatever code of somebody's own raises into one sentence with its file and line.

    Raises:
        SettingsError: the block failed with an error that is none of ours.
    """
    try:
        yield
    except AskdocsError:
        raise
    except (Exception, SystemExit) as error:  # it is not our code: nothing is known of what it raises
        raise SettingsError(f"langserve.yaml: the chain {chain} cannot be built: {_describe(error)}.") from error


def _import_module(source: str, chain: str) -> ModuleType:
    try:
        with explaining_failures(chain):
            return importlib.import_module(source)
    except SettingsError as error:
        if not (isinstance(error.__cause__, ModuleNotFoundError) and error.__cause__.name == source.partition(".")[0]):
            raise
        raise SettingsError(
            f"langserve.yaml: the chain {chain} cannot be imported: no module {source} is installed. To load a file "
            f"beside langserve.yaml, write ./{source.replace('.', '/')}.py:{chain.rpartition(':')[2]}."
        ) from error


def _load_file(path: Path, chain: str) -> ModuleType:
    try:
        digest = blake2b(str(path).encode() + b"\0" + path.read_bytes(), digest_size=8).hexdigest()
    except (OSError, ValueError) as error:
        raise SettingsError(f"langserve.yaml: the chain {chain} cannot be read: {error}.") from error
    name = f"_askdocs_chain_{digest}"
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SettingsError(f"langserve.yaml: the chain {chain} cannot be imported: {path} is no Python file.")
    module = module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pydantic look their own module up there
    try:
        with explaining_failures(chain):
            spec.loader.exec_module(module)
    except SettingsError:
        del sys.modules[name]
        raise
    return module


def _describe(error: BaseException) -> str:
    """`mychains.py line 3: NameError: name 'x' is not defined`: the innermost line of a file that is not installed."""
    text = " ".join(f"{type(error).__name__}: {getattr(error, 'msg', None) or error}".split()).rstrip(".: ")
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename} line {error.lineno}: {text}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    own = [one for one in frames if "site-packages" not in one.filename and not one.filename.startswith(_NOT_THEIRS)]
    return f"{own[-1].filename} line {own[-1].lineno}: {text}" if own else text


_NOT_THEIRS = ("<frozen", str(Path(traceback.__file__).parent), str(Path(__file__).parents[1]))
"""Where frames are of Python, or ours."""
