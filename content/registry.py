"""An open set is a folder: each module in it is one of the set, and adding one touches no other.

    FORMS = {form.name: form for form in (module.FORM for module in modules(__name__))}

A module whose name begins with `_` belongs to the folder, but is none of the set.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType


def names(package: str) -> tuple[str, ...]:
    """The names of all modules of the set, sorted, without loading the package or any of them."""
    spec = find_spec(package)
    folders = (spec and spec.submodule_search_locations) or []
    found = (module.name for module in iter_modules(folders))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def modules(package: str) -> Iterator[ModuleType]:
    """Each module of the set, loaded, by its name."""
    return (import_module(f"{package}.{name}") for name in names(package))
