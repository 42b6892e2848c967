"""Dicts that something changes where it is not seen, and that are only read.

Each source stands behind the imports of uvicorn and an application ``app``.
"""

from __future__ import annotations

import textwrap

from flake8_uvicorn_import_string.inference.changes import SCOPE_LIMIT
from tests.support.marked import each, fires, silent

HEAD = """\
import uvicorn
from fastapi import FastAPI
app = FastAPI()
"""

FIRES = {
    "read in a closure": """
        def main():
            options = {"reload": True}
            def tell():
                print(options["reload"])
            tell()
            uvicorn.run(app, **options)  # error: 16 UVI001
        main()
        """,
    "read by a function": """
        def tell(o): print(o["reload"], o.get("port"))
        options = {"reload": True}
        tell(options)
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "read by a method": """
        class A:
            def tell(self, o): print(o)
            def go(self):
                options = {"reload": True}
                self.tell(o=options)
                uvicorn.run(app, **options)  # error: 20 UVI001
        A().go()
        """,
    "handed on twice": """
        def tell(o): print(o)
        def hand(o): tell(o)
        options = {"reload": True}
        hand(options)
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "logged": """
        import logging
        options = {"reload": True}
        logging.getLogger("x").info("starting with %s", options)
        print(f"with {options}", "with %s" % options, not options)
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "asked": """
        options = {"reload": True}
        while not options:
            pass
        x = 1 if options else 2
        options == {}
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "read in a loop": """
        A, B = {"reload": True}, {"port": 1}
        for section in (A, B):
            print(section)
        for x, in ((A,),):
            pass
        uvicorn.run(app, **B)
        uvicorn.run(app, **{**B, "reload": 1})  # error: 12 UVI001
        """,
    "kept and not changed": """
        class C: pass
        c = C()
        options = {"reload": True}
        c.kept = options
        print(c.kept["reload"])
        uvicorn.run(app, **options)  # error: 12 UVI001
        """,
    "got and read": """
        C = {"s": {"reload": True}, "t": {}}
        s = C["s"]
        t = C.get("t")
        t["reload"] = False
        print(s["reload"], C["s"]["reload"], C["t"].get("x"))
        uvicorn.run(app, **C["s"])  # error: 12 UVI001
        """,
    "set in a dict of dicts": """
        C = {"s": {"port": 1}}
        C["s"] = {"reload": True}
        C.setdefault("t", {})
        uvicorn.run(app, **C["s"])  # error: 12 UVI001
        """,
    "loop over names": """
        flags = {}
        for name in ("reload", "access_log"):
            flags[name] = True
            flags.setdefault("port", 1)
        uvicorn.run(app, **flags)  # error: 12 UVI001
        """,
}

SILENT = {
    "closure mutates": """
        def main():
            options = {"reload": True}
            def off():
                options["reload"] = False
            off()
            uvicorn.run(app, **options)
        main()
        """,
    "nested function param": """
        def off(o): o["reload"] = False
        options = {"reload": True}
        off(options)
        uvicorn.run(app, **options)
        """,
    "method param": """
        class A:
            def off(self, o): o.pop("reload")
            def go(self):
                options = {"reload": True}
                self.off(options)
                uvicorn.run(app, **options)
        A().go()
        """,
    "for over list then off": """
        options = {"reload": True}
        for k in ["a", "reload"]:
            if k == "reload":
                options[k] = False
        uvicorn.run(app, **options)
        """,
    "while pop": """
        options = {"reload": True}
        while options:
            options.popitem()
        uvicorn.run(app, **options)
        """,
    "comprehension side effect": """
        options = {"reload": True}
        [options.pop(k) for k in ("reload",)]
        uvicorn.run(app, **options)
        """,
    "alias by tuple": """
        options = {"reload": True}
        a, b = options, 1
        a["reload"] = False
        uvicorn.run(app, **options)
        """,
    "alias by list": """
        options = {"reload": True}
        for o in [options]:
            o["reload"] = False
        uvicorn.run(app, **options)
        """,
    "alias by default": """
        options = {"reload": True}
        def f(o=options):
            o["reload"] = False
        f()
        uvicorn.run(app, **options)
        """,
    "alias by with": """
        from contextlib import nullcontext
        options = {"reload": True}
        with nullcontext(options) as o:
            o["reload"] = False
        uvicorn.run(app, **options)
        """,
    "alias in attr": """
        class C: pass
        c = C()
        options = {"reload": True}
        c.o = options
        c.o["reload"] = False
        uvicorn.run(app, **options)
        """,
    "alias by return": """
        D = {"reload": True}
        def get(): return D
        get()["reload"] = False
        uvicorn.run(app, **D)
        """,
    "alias by ternary": """
        D = {"reload": True}
        x = D if D else {}
        x["reload"] = False
        uvicorn.run(app, **D)
        """,
    "alias by or": """
        D = {"reload": True}
        x = D or {}
        x["reload"] = False
        uvicorn.run(app, **D)
        """,
    "alias by walrus": """
        D = {"reload": True}
        if (x := D):
            x["reload"] = False
        uvicorn.run(app, **D)
        """,
    "alias by walrus def": """
        if (x := (D := {"reload": True})):
            x["reload"] = False
        uvicorn.run(app, **D)
        """,
    "bound method": """
        D = {"reload": True}
        f = D.update
        f(reload=False)
        uvicorn.run(app, **D)
        """,
    "setitem": """
        D = {"reload": True}
        D.__setitem__("reload", False)
        uvicorn.run(app, **D)
        """,
    "operator": """
        import operator
        D = {"reload": True}
        operator.setitem(D, "reload", False)
        uvicorn.run(app, **D)
        """,
    "ior alias": """
        D = {"reload": True}
        E = D
        E |= {"reload": False}
        uvicorn.run(app, **D)
        """,
    "nested get alias": """
        C = {"s": {"reload": True}}
        s = C["s"]
        s["reload"] = False
        uvicorn.run(app, **C["s"])
        """,
    "nested values": """
        C = {"s": {"reload": True}}
        for v in C.values():
            v["reload"] = False
        uvicorn.run(app, **C["s"])
        """,
    "nested copy": """
        C = {"s": {"reload": True}}
        E = C.copy()
        E["s"]["reload"] = False
        uvicorn.run(app, **C["s"])
        """,
    "nested unpack": """
        C = {"s": {"reload": True}}
        E = {**C}
        E["s"]["reload"] = False
        uvicorn.run(app, **C["s"])
        """,
    "nested setdefault": """
        C = {"s": {"reload": True}}
        C.setdefault("s", {})["reload"] = False
        uvicorn.run(app, **C["s"])
        """,
    "nested pop": """
        C = {"s": {"reload": True}}
        s = C.pop("s"); s["reload"] = False; C["s"] = s
        uvicorn.run(app, **C["s"])
        """,
    "nested via func": """
        C = {"s": {"reload": True}}
        def off(x): x["reload"] = False
        off(C["s"])
        uvicorn.run(app, **C["s"])
        """,
    "nested two levels": """
        C = {"a": {"s": {"reload": True}}}
        a = C["a"]
        t = a["s"]
        t["reload"] = False
        uvicorn.run(app, **C["a"]["s"])
        """,
    "nested two levels b": """
        C = {"a": {"s": {"reload": True}}}
        C["a"]["s"]["reload"] = False
        uvicorn.run(app, **C["a"]["s"])
        """,
    "inner dict named": """
        S = {"reload": True}
        C = {"s": S}
        C["s"]["reload"] = False
        uvicorn.run(app, **S)
        """,
    "inner dict named 2": """
        S = {"reload": True}
        C = {"s": S}
        S["reload"] = False
        uvicorn.run(app, **C["s"])
        """,
    "global rebinding later": """
        D = {"reload": True}
        def set_():
            global D
            D = {}
        set_()
        uvicorn.run(app, **D)
        """,
    "try except reset": """
        D = {"reload": True}
        try:
            import watchfiles_nope
        except ImportError:
            D["reload"] = False
        else:
            app = "m:app"
        uvicorn.run(app, **D)
        """,
    "defaulted off by env twice": """
        import sys
        D = {}
        if "x" in sys.argv:
            D["reload"] = True
        if D.get("reload"):
            uvicorn.run("m:app", **D)
        else:
            uvicorn.run(app, **D)
        """,
    "asked in": """
        import sys
        D = {}
        if "x" in sys.argv:
            D["reload"] = True
        if "reload" in D:
            uvicorn.run("m:app", **D)
        else:
            uvicorn.run(app, **D)
        """,
    "asked via var": """
        import sys
        dev = "x" in sys.argv
        D = {}
        if dev:
            D["reload"] = True
        uvicorn.run("m:app" if dev else app, **D)
        """,
    "exit if": """
        import os
        import sys
        dev = "x" in sys.argv
        D = {}
        if dev:
            D["reload"] = True
        if dev:
            os.execvp("uvicorn", ["uvicorn", "m:app", "--reload"])
            sys.exit()
        uvicorn.run(app, **D)
        """,
    "loop off": """
        flags = {}
        for name in ("reload", "access_log"):
            flags[name] = True
            if name == "reload":
                break
        flags["reload"] = False
        uvicorn.run(app, **flags)
        """,
    "loop break": """
        import sys
        flags = {}
        for name, v in (("reload", False), ("reload", True)):
            flags[name] = v
            if "x" not in sys.argv: break
        uvicorn.run(app, **flags)
        """,
    "filter dict": """
        D = {"reload": True, "port": 1}
        D = {k: v for k, v in D.items() if k in ("port", "host")}
        uvicorn.run(app, **D)
        """,
    "filter by function": """
        D = {"reload": True, "port": 1}
        D = {k: v for k, v in D.items() if allowed(k)}
        uvicorn.run(app, **D)
        """,
    "map values": """
        D = {"reload": True, "port": 1}
        D = {k: (v if k == "port" else None) for k, v in D.items()}
        uvicorn.run(app, **D)
        """,
    "star after": """
        D = {"reload": True}
        from shop import *
        uvicorn.run(app, **D)
        """,
    "exec": """
        D = {"reload": True}
        exec("D['reload'] = False")
        uvicorn.run(app, **D)
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(HEAD + textwrap.dedent(source))


@each(SILENT)
def test_silent(source: str) -> None:
    silent(HEAD + textwrap.dedent(source))


def test_dicts_of_many_functions() -> None:
    """Past some functions the whole file is read once; what is found is the same."""
    each_one = (
        "def f{0}():\n    options = {{'reload': True}}\n    {1}(options)\n"
        "    uvicorn.run(app, **options)  {2}\n"
    )
    number = SCOPE_LIMIT + 3
    found = "# error: 16 UVI001"
    fires(HEAD + "".join(each_one.format(item, "print", found) for item in range(number)))
    silent(
        f"{HEAD}from shop import change\n"
        + "".join(each_one.format(item, "change", "") for item in range(number))
    )
