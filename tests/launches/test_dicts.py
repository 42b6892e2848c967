"""What dicts hold: displays, copies, unions, changes, and what functions return.

Each source stands behind the imports of uvicorn and an application ``app``.
"""

from __future__ import annotations

import textwrap

import pytest

from tests.support.marked import each, fires, reported, silent

HEAD = """\
import uvicorn
from fastapi import FastAPI
app = FastAPI()
"""

FIRES = {
    "an optional item over what may be anything": """
        import os, json
        more = {}
        if os.sep:
            more["reload"] = True
        known = {**json.loads("{}"), **more, "workers": 4}
        uvicorn.run(app, **known)  # error: 12 UVI001
        """,
    "called by another name": """
        [{}][0].pop("reload", None)
        given = {"reload": True}
        uvicorn.run(app, **given)  # error: 12 UVI001
        """,
    "chosen by a known test": """
        DEV = True
        uvicorn.run(app, **({"reload": True} if DEV else {}))  # error: 12 UVI001
        """,
    "the first of or that holds something": """
        import os
        given = {}
        if os.sep:
            given["reload"] = True
        uvicorn.run(app, **({"port": 1, "reload": 1} or {}))  # error: 12 UVI001
        uvicorn.run(app, **(given or {"port": 2}))  # error: 12 UVI002
        """,
    "copied by the module copy": """
        import copy
        base = {"reload": True}
        uvicorn.run(app, **copy.deepcopy(base))  # error: 12 UVI001
        """,
    "a name in a walrus": """
        uvicorn.run(app, **(given := {"reload": True}))  # error: 12 UVI001
        """,
    "dict of a dict with a dict behind stars": """
        uvicorn.run(app, **dict({"port": 1}, **{"reload": True}))  # error: 12 UVI001
        """,
    "one of two keys": """
        import os
        key = "reload" if os.sep else "port"
        given = {}
        given[key] = True
        uvicorn.run(app, **given)  # error: 12 UVI002
        """,
    "one of two keys taken out": """
        import os
        key = "reload" if os.sep else "port"
        given = {"reload": True, "port": 1}
        del given[key]
        uvicorn.run(app, **given)  # error: 12 UVI002
        """,
    "an optional item over another": """
        import os
        more = {}
        if os.sep:
            more["workers"] = 4
        uvicorn.run(app, **{"workers": 1, **more})  # error: 12 UVI002
        """,
    "an optional item over nothing": """
        import os
        more = {}
        if os.sep:
            more["workers"] = 4
        uvicorn.run(app, **{"port": 1, **more})  # error: 12 UVI002
        """,
    "a default of what may be missing": """
        import os
        given = {}
        if os.sep:
            given["reload"] = False
        given.setdefault("reload", True)
        uvicorn.run(app, **given)  # error: 12 UVI002
        """,
    "in a comprehension": """
        given = {"reload": True}
        [uvicorn.run(app, **given) for _ in "x"]  # error: 13 UVI001
        """,
    "declared global": """
        given = {}
        def main():
            global given
            given = {"reload": True}
            uvicorn.run(app, **given)  # error: 16 UVI001
        main()
        """,
    "changed in the function that reads it": """
        given = {"port": 1}
        def main():
            given["reload"] = True
            uvicorn.run(app, **given)  # error: 16 UVI001
        main()
        """,
    "updated with a display in a branch": """
        import os
        given = {"reload": True}
        if os.sep:
            given.update({"reload": False, 1: 2, **{}}, port=1)
        given = {"reload": True}
        uvicorn.run(app, **given)  # error: 12 UVI001
        """,
    "a function with a default": """
        def options(reload=True): return {"reload": reload}
        uvicorn.run(app, **options())  # error: 12 UVI001
        """,
    "beside a keyword that it may hold as well": """
        import os
        given = {}
        if os.sep:
            given["reload"] = False
        uvicorn.run(app, reload=True, **given)  # error: 12 UVI001
        """,
    "a comprehension of what is true": """
        given = {"reload": True, "port": None}
        uvicorn.run(app, **{k: v for k, v in given.items() if v})  # error: 12 UVI001
        uvicorn.run(app, **{k: v for k, v in given.items() if k == "reload"})  # error: 12 UVI001
        uvicorn.run(app, **{k: v for k, v in given.items() if k not in {"a"}})  # error: 12 UVI001
        uvicorn.run(app, **{k: v for k, v in given.items() if None is not k})
        uvicorn.run(app, **{k: v for k, v in given.items()})  # error: 12 UVI001
        """,
    "a loop over pairs and names": """
        given = {}
        for key, value in (("port", 1), ("reload", True)):
            given.update({})
            given[key] = value
        uvicorn.run(app, **given)  # error: 12 UVI001
        """,
    "by a key that must be there": """
        import os
        C = {"a": {"reload": True}}
        if os.sep:
            C["b"] = {"reload": True}
        uvicorn.run(app, **C.get("b", {}))  # error: 12 UVI002
        uvicorn.run(app, **C["b"])  # error: 12 UVI001
        """,
}

SILENT = {
    "hidden by a star import": """
        given = {"reload": True}
        def main():
            uvicorn.run(app, **given)
        from shop import *
        main()
        """,
    "changed before it is made": """
        import os
        while os.sep:
            given["port"] = 1
            uvicorn.run(app, **given)
            given |= {"reload": True}
        """,
    "an item computed from the old one": """
        import os
        given = {"workers": 1}
        if os.getenv("A"):
            given["workers"] *= 1
            given.update({os.sep: 1, **{}})
        given["workers"] = 1
        uvicorn.run(app, **given)
        """,
    "by an open key of an open dict": """
        import json, os
        C = json.loads("{}")
        C["a"] = {"reload": True}
        uvicorn.run(app, **C[os.sep])
        """,
    "or of what may all be empty": """
        import os
        a, b = {}, {}
        if os.sep:
            a["port"] = 1
        uvicorn.run(app, **(a or b))
        """,
    "in a loop that binds it": """
        import os
        for given in ({"reload": False},):
            given["port"] = 1
            uvicorn.run(app, **given)
        while os.sep:
            other = {**other, "reload": False}
            other["port"] = 1
            uvicorn.run(app, **other)
        for key in ("a",):
            pass
        else:
            third = {"reload": False}
            for key in ("port",):
                third[key] = 1
            else:
                third["host"] = "::"
            uvicorn.run(app, **third)
        """,
    "updated with something else in a branch": """
        import os
        given = {"reload": os.sep}
        if os.getenv("A"):
            given.update(x, 1)
        if os.getenv("B"):
            given[x] = given[0] = 1
        del given
        uvicorn.run(app, **given)
        """,
    "both of and": """
        uvicorn.run(app, **({"port": 1} and {"reload": True}))
        """,
    "something else": """
        uvicorn.run(app, **[1])
        uvicorn.run(app, **app.options)
        uvicorn.run(app, **(lambda: {"reload": True})())
        uvicorn.run(app, **dict({"reload": True}, {}))
        uvicorn.run(app, **dict([("reload", True, 1)]))
        uvicorn.run(app, **dict([x]))
        uvicorn.run(app, **dict.fromkeys(x, True))
        uvicorn.run(app, **x.fromkeys(["reload"], True))
        uvicorn.run(app, **{x: True})
        uvicorn.run(app, **{k: v for k, v in x.items()})
        uvicorn.run(app, **{k: v for k, v in {"reload": True}})
        uvicorn.run(app, **{k: True for k in ["reload"]})
        uvicorn.run(app, **{"reload": True}.get())
        uvicorn.run(app, **x["a"])
        uvicorn.run(app, **{"a": {"reload": True}}["a"])
        """,
    "functions that give something else": """
        def nothing(): pass
        def sometimes(x):
            if x:
                return
            return {"reload": True}
        def yields(): yield {"reload": True}
        async def later(): return {"reload": True}
        def wrong(): return {"reload": True}
        @wrong
        def wrapped(): return {"reload": True}
        def endless(): return endless()
        uvicorn.run(app, **nothing())
        uvicorn.run(app, **sometimes(1))
        uvicorn.run(app, **yields())
        uvicorn.run(app, **later())
        uvicorn.run(app, **wrong(1))
        uvicorn.run(app, **wrapped())
        uvicorn.run(app, **endless())
        """,
    "changed with what is not visible": """
        given = {"reload": True}
        given.update(*x)
        uvicorn.run(app, **given)
        other = {"reload": True}
        other.update(x, y)
        uvicorn.run(app, **other)
        third = {"reload": True}
        third.clear()
        uvicorn.run(app, **third)
        fourth = {"reload": True}
        fourth.setdefault(x, 1)
        uvicorn.run(app, **fourth)
        fifth = {"reload": True}
        fifth |= x
        uvicorn.run(app, **fifth)
        sixth = {"reload": True}
        sixth += x
        uvicorn.run(app, **sixth)
        """,
    "loops that are not followed": """
        given = {}
        for key, value in [("reload",), ("port", 1)]:
            given[key] = value
        uvicorn.run(app, **given)
        for key in ("reload",):
            given = {}
            given[key] = False
        uvicorn.run(app, **given)
        for other in x:
            given[other] = True
        uvicorn.run(app, **given)
        """,
    "a name that is not visible": """
        uvicorn.run(app, **nowhere)
        def main():
            nonlocal_one = 1
            def inner():
                nonlocal nonlocal_one
                nonlocal_one = {"reload": True}
            inner()
            uvicorn.run(app, **nonlocal_one)
        main()
        with x as given:
            uvicorn.run(app, **given)
        """,
    "bounded under its own test": """
        import os
        given = {"workers": int(os.environ["N"])}
        if given["workers"] > 1:
            given["workers"] = 1
        uvicorn.run(app, **given)
        more = {"workers": int(os.environ["N"])}
        if more["workers"] > 1:
            more.update(workers=1)
        uvicorn.run(app, **more)
        third = {"workers": int(os.environ["N"])}
        if third["workers"] > 1:
            third.pop("workers")
        uvicorn.run(app, **third)
        """,
    "handed on too often": """
        def tell(o): print(o)
        def a(o): tell(o)
        def b(o): a(o)
        def c(o): b(o)
        given = {"reload": True}
        c(given)
        uvicorn.run(app, **given)
        other = {"reload": True}
        tell(1, other)
        uvicorn.run(app, **other)
        third = {"reload": True}
        tell(x=third)
        uvicorn.run(app, **third)
        def rest(*o): o[0]["reload"] = False
        fourth = {"reload": True}
        rest(fourth)
        uvicorn.run(app, **fourth)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(HEAD + textwrap.dedent(source))


@each(SILENT)
def test_silent(source: str) -> None:
    silent(HEAD + textwrap.dedent(source))


COPIED = """\
kept = {"reload": True, "port": 1}
given = {"host": "::"}
for key, value in kept.items():
    given[key] = value
uvicorn.run(app, **given)
"""
COPIES = {
    "all items": ("", "", True),
    "a display": ("kept.items", "{'reload': True}.items", True),
    "the items of another": ("in kept", "in {}", False),
    "under a condition": ("    given[key]", "    if value: given[key]", False),
    "with another value": ("= value", "= None", False),
    "with another key": ("[key]", "['key']", False),
    "the other way round": ("key, value in", "value, key in", False),
    "in attributes": ("key, value in", "a.key, a.value in", False),
    "sorted": ("kept.items()", "sorted(kept.items())", False),
    "its values": ("items()", "values()", False),
    "with an argument": ("items()", "items(1)", False),
    "over what was on": ('{"reload": True, "port": 1}', '{"reload": False}', False),
    "beside something else": ("= value\n", "= value\n    given.pop('reload')\n", False),
    "into something else": ("    given[key] = value", "    given.at = value", False),
    "that another function may take back": (
        'given = {"host": "::"}',
        'given = {"reload": False}\ndef back():\n    for key, value in kept.items():\n'
        "        given[key] = value",
        False,
    ),
}


@pytest.mark.parametrize(("old", "new", "found"), COPIES.values(), ids=COPIES)
def test_items_copied_in_a_loop(old: str, new: str, found: bool) -> None:
    """The loop is as good as ``update``."""
    source = HEAD + COPIED.replace(old, new, 1)
    assert reported(source, select="UVI001") == [(source.count("\n"), 12, "UVI001")] * found


@pytest.mark.parametrize(("flag", "found"), [("False", False), ("True", True)])
def test_items_copied_before(flag: str, found: bool) -> None:
    source = (
        f"{HEAD}def main():\n    kept = {{'reload': {flag}}}\n    given = {{'reload': True}}\n"
        "    for key, value in kept.items():\n        given[key] = value\n"
        "    uvicorn.run(app, **given)\nmain()\n"
    )
    assert reported(source, select="UVI001") == [(9, 16, "UVI001")] * found
