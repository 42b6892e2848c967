"""What instances of classes, and the namespaces of parsers, hold.

Each source stands behind the imports of uvicorn and an application ``app``.
"""

from __future__ import annotations

import textwrap

from tests.support.marked import each, fires, silent

HEAD = """\
import uvicorn
from fastapi import FastAPI
app = FastAPI()
"""

FIRES = {
    "another class whose field is set": """
        class A:
            def __init__(self, flag): self.flag = flag
        class B:
            def __init__(self, flag): self.flag = flag
        other = B(False)
        other.flag = False
        uvicorn.run(app, reload=A(True).flag)  # error: 12 UVI001
        """,
    "a field that a function makes, and the flag": """
        from dataclasses import asdict, dataclass, field
        @dataclass
        class R:
            reload: bool
            paths: list = field(default_factory=list)
        def made(flag): return R(flag)
        uvicorn.run(app, **asdict(R(True)))  # error: 12 UVI001
        """,
    "a class that stores nothing itself": """
        class A:
            def __init__(self): self.reload = True
        class B(A):
            port = 1
        class C(B):
            def __init__(self):
                super().__init__()
                self.host = "::"
        uvicorn.run(app, **vars(C()))  # error: 12 UVI001
        """,
    "plain bases": """
        from abc import ABC
        class Base(ABC):
            port = 1
        class R(Base):
            def __init__(self, app, reload=True):
                self.app, self.reload = app, reload
            def run(self):
                uvicorn.run(self.app, reload=self.reload, port=self.port)
        R(app).run()  # error: 2 UVI001
        """,
    "fields with makers": """
        from dataclasses import asdict, dataclass, field
        @dataclass
        class R:
            paths: list = field(default_factory=list)
            reload: bool = field(default=True)
        uvicorn.run(app, **asdict(R()))  # error: 12 UVI001
        """,
    "a field of pydantic": """
        from pydantic import BaseModel, Field
        class R(BaseModel):
            port: int = Field(8000, ge=1)
            reload: bool = Field(True, description="again")
        made = R()
        uvicorn.run(app, **made.model_dump(exclude_none=True))  # error: 12 UVI001
        """,
    "a field without a default": """
        from dataclasses import asdict, dataclass
        @dataclass
        class R:
            reload: bool
        uvicorn.run(app, **asdict(R(True)))  # error: 12 UVI001
        """,
    "in a walrus": """
        from typing import NamedTuple
        class R(NamedTuple):
            workers: int = 2
        uvicorn.run(app, **(made := R())._asdict())  # error: 12 UVI001
        """,
    "vars of what a branch sets otherwise": """
        class R:
            def __init__(self, dev=False):
                self.workers = 2
                if dev:
                    self.host = "::"
        uvicorn.run(app, **vars(R()))  # error: 12 UVI001
        """,
    "options of a function's parser": """
        import argparse
        def parser():
            made = argparse.ArgumentParser()
            made.add_argument("-r", "--reload", action="store_true")
            made.add_argument("--version", action="version")
            made.add_argument("--workers-of", dest="workers", type=int)
            made.add_argument("port")
            made.add_argument("--level", choices=["a"])
            made.add_argument(x)
            return made
        def parse():
            return parser().parse_args()
        uvicorn.run(app, **vars(parser().parse_args()))  # error: 12 UVI002
        uvicorn.run(app, **vars(parse()))  # error: 12 UVI002
        """,
}

SILENT = {
    "what may be of the class, and whose field is set": """
        class A:
            def __init__(self, flag): self.flag = flag
        class B(A): pass
        def give(other=B(False)):
            other.flag = False
            uvicorn.run(app, **vars(A(True)))
        give(A(True))
        """,
    "classes of another kind": """
        class A(metaclass=type):
            def __init__(self): self.reload = True
        class B(dict, list):
            def __init__(self): self.reload = True
        class C:
            def __init__(self): self.reload = True
            def __setattr__(self, name, value): pass
        class D: pass
        class E(D):
            port = 1
            def options(self): return {"port": self.port}
        class F(E): pass
        uvicorn.run(app, **vars(A()))
        uvicorn.run(app, **vars(B()))
        uvicorn.run(app, **vars(C()))
        uvicorn.run(app, **vars(F()))
        uvicorn.run(app, **F().options())
        @(lambda made: made)
        class G:
            def __init__(self): self.reload = True
        uvicorn.run(app, **vars(G()))
        """,
    "methods that are not certain": """
        from shop import Base
        class A:
            if True:
                def options(self): return {"reload": True}
            else:
                def options(self): return {}
        class B(Base):
            def options(self): return {"reload": True}
        class C:
            def options(self): return {"reload": True}
            def nothing(self): return None
        class D:
            for __init__ in (): pass
        uvicorn.run(app, **A().options())
        uvicorn.run(app, **B().options())
        uvicorn.run(app, **C.options(1))
        uvicorn.run(app, **C().missing())
        uvicorn.run(app, **vars(D()))
        given = C()
        uvicorn.run(app, **given.nothing())
        """,
    "a field of which nothing is said": """
        from dataclasses import asdict, dataclass
        @dataclass
        class R:
            reload: bool
            reload = False
            port: int = 1
            for port in (): pass
        uvicorn.run(app, **asdict(R(False)))
        """,
    "functions that give a parser or not": """
        import argparse
        def nothing(): pass
        def two(x):
            if x:
                return argparse.ArgumentParser()
            return None
        uvicorn.run(app, **vars(nothing()))
        uvicorn.run(app, **vars(two(1).parse_args()))
        uvicorn.run(app, **vars(nothing().parse_args()))
        """,
    "bases from elsewhere": """
        from dataclasses import asdict, dataclass
        from shop import Base, wrap
        class A(Base):
            def __init__(self, app):
                self.app = app
            def run(self): uvicorn.run(self.app, reload=True)
        A(app).run()
        @wrap
        class B:
            reload = True
            def __init__(self, app): self.app = app
            def run(self): uvicorn.run(self.app, reload=self.reload)
        B(app).run()
        class C(A, B): pass
        C(app).run()
        @dataclass
        class D:
            reload: bool = True
            def __init__(self): pass
        uvicorn.run(app, **asdict(D()))
        """,
    "fields that are filled in another way": """
        from dataclasses import InitVar, asdict, dataclass
        from typing import ClassVar
        from pydantic import BaseModel, Field, validator
        @dataclass
        class A:
            a: ClassVar[int] = 1
            reload: bool = True
        uvicorn.run(app, **asdict(A()))
        class B(BaseModel):
            reload: bool = Field(True, alias="again")
        uvicorn.run(app, **B(again=False).model_dump())
        class C(BaseModel):
            reload: bool = True
            @validator("reload")
            def check(cls, value): return False
        uvicorn.run(app, **C().model_dump())
        class D(BaseModel):
            reload: bool = True
        uvicorn.run(app, **D(again=False).model_dump())
        uvicorn.run(app, **D(**x).model_dump())
        uvicorn.run(app, **D().model_dump(exclude={"reload"}))
        uvicorn.run(app, **D().model_dump("json"))
        uvicorn.run(app, **asdict(x))
        uvicorn.run(app, **asdict(D(), 1))
        uvicorn.run(app, **x._asdict())
        uvicorn.run(app, **vars(x))
        uvicorn.run(app, **vars(x.parse_args()))
        uvicorn.run(app, **len(x))
        """,
    "classes with another init": """
        from shop import wrap
        class A:
            @wrap
            def __init__(self): self.reload = True
        uvicorn.run(app, **vars(A()))
        class B:
            __init__ = wrap
        uvicorn.run(app, **vars(B()))
        class C:
            def __init__(self): self.reload = True
        uvicorn.run(app, **vars(C(1)))
        class D(C):
            def __init__(self, more):
                if more:
                    super().__init__()
        uvicorn.run(app, **vars(D(0)))
        class E:
            def __init__(self):
                self.__dict__["reload"] = True
                vars(self).update(x)
        uvicorn.run(app, **vars(E()))
        class F:
            def __init__(this):
                self.reload = True
        uvicorn.run(app, **vars(F()))
        class G:
            def __init__(self):
                self.reload = True
                del self.reload
        uvicorn.run(app, **vars(G()))
        """,
    "two that store the same": """
        class A:
            def __init__(self): self.reload = True
        class B(A):
            def __init__(self):
                super().__init__()
                self.reload = False
        uvicorn.run(app, **vars(B()))
        """,
    "set elsewhere": """
        from dataclasses import asdict, dataclass
        @dataclass
        class A:
            reload: bool = True
        made = A()
        made.reload = False
        uvicorn.run(app, **asdict(made))
        class B:
            reload = True
            def __init__(self, app): self.app = app
            def run(self): uvicorn.run(self.app, reload=self.reload)
        b = B("m:app")
        b.reload = False
        b.run()
        """,
    "a parser that is not one": """
        from shop import parser, Parser
        uvicorn.run(app, **vars(parser.parse_args()))
        made = Parser()
        made.add_argument("--reload")
        uvicorn.run(app, **vars(made.parse_args()))
        import argparse
        args = argparse.ArgumentParser()
        args.add_argument("--reload", action="store_true")
        given = args.parse_args()
        given.reload = False
        uvicorn.run(app, **vars(given))
        add_argument("--workers")
        """,
    "a base of itself": """
        class A: pass
        class A(A):
            def __init__(self): self.port = 1
        uvicorn.run(app, **vars(A()))
        """,
}


@each(FIRES)
def test_fires(source: str) -> None:
    fires(HEAD + textwrap.dedent(source))


@each(SILENT)
def test_silent(source: str) -> None:
    silent(HEAD + textwrap.dedent(source))
