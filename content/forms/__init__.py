"""Which ways of asking are there? One file a form; this registry finds them."""

from __future__ import annotations

from collections.abc import Mapping

from content.form import Form
from content.format.signs import word
from content.registry import modules


def _words(forms: Mapping[str, Form]) -> dict[str, tuple[Form, ...]]:
    words: dict[str, tuple[Form, ...]] = {}
    for form in forms.values():
        for said in {word(w) for some in form.keywords.values() for w in some}:
            words[said] = (*words.get(said, ()), form)
    return words


FORMS: Mapping[str, Form] = {
    form.name: form for form in (module.FORM for module in modules(__name__))
}
"""Every form by the name that stands in `Item.form`."""

KEYWORDS: Mapping[str, tuple[Form, ...]] = _words(FORMS)
"""The forms a heading may mean, by the word it begins with (as `signs.word` makes it)."""
