"""What the annotation of a parameter says of the application."""

from __future__ import annotations

import pytest

from tests.support.marked import fires, silent
from tests.support.tables import lines

# Parameters by their annotation, one a line.
OBJECT_TYPES = """
    FastAPI
    Starlette
    fastapi.FastAPI
    "FastAPI"
    'fastapi.FastAPI'
    FastAPI | None
    FastAPI | Starlette
    "FastAPI | None"
    Optional[FastAPI]
    Optional["FastAPI"]
    Union[FastAPI, Starlette]
    Union[FastAPI, None]
    typing.Optional[FastAPI]
    Annotated[FastAPI, "doc"]
    None
    int
    bytes
    bool
    list[str]
    dict[str, str]
    tuple[str, ...]
    list
    Path
    Application
    Service
    Module
    DirectoryApp
    ContextApp
    Callable
    Callable[[], str]
    Callable[..., FastAPI]
    "Callable[..., FastAPI]"
    type[FastAPI]
    Local
    "Local"
    Local | None
    """
OPEN_TYPES = """
    str
    "str"
    str | FastAPI
    FastAPI | str
    "str | FastAPI"
    Union[str, FastAPI]
    Union[FastAPI, "str"]
    Optional[str]
    str | None
    Any
    typing.Any
    "Any"
    object
    T
    AppType
    ASGIAppType
    AppLike
    AppSpec
    AppPath
    AppName
    ImportString
    ImportPathType
    AppPathOrObject
    AppOrFactory
    ModuleApp
    DottedApp
    AppFQN
    AppAddress
    TextApp
    Literal["main:app"]
    LiteralString
    Annotated[str, "doc"]
    AnyStr
    Sequence[str]
    Hashable
    LocalStr
    "LocalStr"
    LocalEnum
    Type[FastAPI] | str
    Optional[Union[str, FastAPI]]
    Optional["str | FastAPI"]
    not a type
    """
_TYPED = """
import enum, fastapi, uvicorn
class Local: pass
class LocalStr(str): pass
class LocalEnum(str, enum.Enum):
    APP = "main:app"
def main(app: {}):
    uvicorn.run(app, reload=True)"""


@pytest.mark.parametrize("annotation", lines(OBJECT_TYPES))
def test_annotated_object(annotation: str) -> None:
    fires(_TYPED.format(annotation) + "  # error: 16 UVI001", "UVI001")


@pytest.mark.parametrize("annotation", lines(OPEN_TYPES))
def test_annotated_open(annotation: str) -> None:
    silent(_TYPED.format(repr(annotation) if annotation == "not a type" else annotation), "UVI001")
