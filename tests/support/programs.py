"""A Hypothesis strategy for programs that do everything one can do to a name.

The programs compile, and they can be run: see ``execution.py``, which decides
itself what every value is.  There are only four names, so that they meet often.
"""

from __future__ import annotations

import symtable
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from hypothesis import assume
from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[int]], int]

NAMES: Final = ("a", "b", "c", "__p")
# PEP 654 and PEP 695.
HAS_EXCEPT_STAR: bool = sys.version_info >= (3, 11)
HAS_TYPE_PARAMETERS: bool = sys.version_info >= (3, 12)


def _leaks() -> bool:
    """Does a generic class mangle the names behind it?  A fault of CPython 3.12.1."""
    if not HAS_TYPE_PARAMETERS:
        return False
    table = symtable.symtable("class A[T]: pass\n__x = 1\n", "<source>", "exec")
    return "_A__x" in table.get_identifiers()


_LEAKS = _leaks()
# How many statements a program has at most, and how deep its blocks are nested.
FUEL: Final = 30
DEPTH: Final = 4


@dataclass(frozen=True)
class Place:
    """Where a piece of code stands, as far as it decides what is allowed there."""

    kind: str = "module"
    loop: bool = False
    # Names that a ``nonlocal`` may name, and those that the scope may not annotate.
    outer: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    # In a comprehension: the names that no ``:=`` may bind; None: it may not stand here.
    targets: frozenset[str] | None = frozenset()
    depth: int = 0


@dataclass
class _Writer:
    draw: Draw
    fuel: int = FUEL
    lines: list[str] = field(default_factory=list)

    # Choices

    def below(self, count: int) -> int:
        return self.draw(st.integers(0, count - 1))

    def chance(self, out_of: int) -> bool:
        return self.below(out_of) == out_of - 1

    def name(self) -> str:
        return NAMES[self.below(len(NAMES))]

    # Expressions

    def expression(self, place: Place, depth: int = 0) -> str:
        kinds: list[Callable[[Place, int], str]] = [self.load, self.load, self.fresh, self.call]
        if depth < 2:
            kinds += [
                self.walrus,
                self.conditional,
                self.junction,
                self.comprehension,
                self.comprehension,
                self.lambda_,
                self.parts,
            ]
        return kinds[self.below(len(kinds))](place, depth + 1)

    def fresh(self, place: Place, depth: int) -> str:
        return "new()"

    def load(self, place: Place, depth: int) -> str:
        return self.name()

    def call(self, place: Place, depth: int) -> str:
        return f"{self.name()}()"

    def walrus(self, place: Place, depth: int) -> str:
        name = self.name()
        if place.targets is None or name in place.targets:
            return name
        return f"({name} := {self.expression(place, depth)})"

    def conditional(self, place: Place, depth: int) -> str:
        body, test, orelse = (self.expression(place, depth) for _ in range(3))
        return f"({body} if {test} else {orelse})"

    def junction(self, place: Place, depth: int) -> str:
        word = (" and ", " or ")[self.below(2)]
        count = 2 + self.below(2)
        return f"({word.join(self.expression(place, depth) for _ in range(count))})"

    def comprehension(self, place: Place, depth: int) -> str:
        targets = [self.target() for _ in range(1 + self.chance(3))]
        bound = frozenset(name for name in NAMES if any(name in target for target in targets))
        # A class body's comprehensions may not have ``:=``, and no iterable may.
        may = place.kind != "class" and place.targets is not None
        inside = replace(place, targets=bound | (place.targets or frozenset()) if may else None)
        plain = replace(place, targets=None)
        text = ""
        for target in targets:
            text += f" for {target} in {self.expression(plain, depth)}"
            if self.chance(3):
                text += f" if {self.expression(inside, depth)}"
        element = self.expression(inside, depth)
        kind = self.below(4)
        if kind == 0:
            return f"[{element}{text}]"
        if kind == 1:
            return f"{{{element}{text}}}"
        if kind == 2:
            return f"{{{element}: {self.expression(inside, depth)}{text}}}"
        return f"list({element}{text})"

    def target(self) -> str:
        kind = self.below(8)
        if kind == 0:
            return f"({self.name()}, {self.name()})"
        if kind == 1:
            return f"[{self.name()}, *{self.name()}]"
        return self.name()

    def lambda_(self, place: Place, depth: int) -> str:
        parameter = f"{self.name()}=new()" if self.chance(2) else ""
        inside = Place(kind="lambda", depth=place.depth)
        text = f"(lambda {parameter}: {self.expression(inside, depth)})"
        return text if self.chance(2) else f"{text}()"

    def parts(self, place: Place, depth: int) -> str:
        first, second = self.expression(place, depth), self.expression(place, depth)
        forms = (
            f"[{first}, {second}]",
            f"new({first}, x={second})",
            f"({first} == {second})",
            f"{self.name()}.x",
            f"f'{{{self.name()}}}'",
        )
        return forms[self.below(len(forms))]

    # Statements

    def write(self, place: Place, text: str) -> None:
        self.lines.append("    " * place.depth + text)

    def block(self, place: Place, *, most: int = 4) -> None:
        """Write the statements of a block, one at least."""
        for _ in range(1 + self.below(most)):
            if self.fuel <= 0:
                self.write(place, self.name())
                return
            self.fuel -= 1
            self.statement(place)

    def statement(self, place: Place) -> None:
        kinds: list[Callable[[Place], None]] = [
            self.use,
            self.use,
            self.assign,
            self.assign,
            self.bind_otherwise,
            self.delete,
        ]
        if place.kind == "function":
            kinds.append(self.return_)
        if place.loop:
            kinds += [self.jump, self.jump]
        if place.depth < DEPTH:
            kinds += [
                self.function,
                self.function,
                self.class_,
                self.if_,
                self.if_,
                self.for_,
                self.while_,
                self.try_,
                self.try_,
                self.with_,
                self.match,
            ]
        kinds.append(self.raise_)
        kinds[self.below(len(kinds))](place)

    def use(self, place: Place) -> None:
        self.write(place, self.expression(place))

    def assign(self, place: Place) -> None:
        value = self.expression(place)
        forms = (
            f"{self.name()} = {value}",
            f"{self.name()} = {self.name()} = {value}",
            f"{self.target()} = {value}",
            f"{self.name()}, {self.name()} = {value}",
            f"{self.name()} += {value}",
        )
        self.write(place, forms[self.below(len(forms))])

    def bind_otherwise(self, place: Place) -> None:
        name = self.name()
        forms = [
            f"import {name}",
            f"import {name}.sub",
            f"import other as {name}",
            f"from other import {name}",
            f"from other import this as {name}",
            f"assert {self.expression(place)}",
        ]
        if name not in place.declared:
            annotation = self.expression(replace(place, targets=None))
            forms.append(f"{name}: {annotation} = {self.expression(place)}")
            forms.append(f"{name}: {annotation}")
        if HAS_TYPE_PARAMETERS:
            forms.append(f"type {name}{self.type_parameters()} = {self.name()}")
        self.write(place, forms[self.below(len(forms))])

    def delete(self, place: Place) -> None:
        self.write(place, f"del {self.name()}")

    def return_(self, place: Place) -> None:
        self.write(place, f"return {self.expression(place)}")

    def raise_(self, place: Place) -> None:
        self.write(place, "raise Exception")

    def jump(self, place: Place) -> None:
        self.write(place, ("break", "continue")[self.below(2)])

    def type_parameters(self) -> str:
        if not HAS_TYPE_PARAMETERS or not self.chance(3):
            return ""
        bound = (f": {self.name()}", "")[self.below(2)]
        return f"[{self.name()}{bound}]"

    def decorators(self, place: Place) -> None:
        if self.chance(5):
            self.write(place, f"@{self.expression(place, 2)}")

    def declarations(self, place: Place, taken: frozenset[str]) -> frozenset[str]:
        """Write ``global`` and ``nonlocal``, and return the names that they name."""
        declared = set()
        for name in NAMES:
            if name not in taken and self.chance(5):
                word = "nonlocal" if name in place.outer and self.chance(2) else "global"
                self.write(place, f"{word} {name}")
                declared.add(name)
        return frozenset(declared)

    def function(self, place: Place) -> None:
        parameters = frozenset(name for name in NAMES if self.chance(4))
        texts = [
            f"{name}: {self.name()} = new()" if self.chance(4) else f"{name}=new()"
            for name in sorted(parameters)
        ]
        if texts and self.chance(6):
            texts.insert(len(texts) // 2, "*")
            if texts[-1] == "*":
                texts.pop()
        self.decorators(place)
        returns = f" -> {self.name()}" if self.chance(6) else ""
        name = self.name()
        self.write(
            place, f"def {name}{self.type_parameters()}({', '.join(texts)}){returns}:"
        )
        inside = Place(kind="function", depth=place.depth + 1, outer=place.outer)
        declared = self.declarations(inside, parameters)
        # A global of this function is no business of the functions inside it.
        self.block(
            replace(inside, declared=declared, outer=(place.outer - declared) | parameters)
        )
        if self.chance(2):
            self.write(place, f"{name}()")

    def class_(self, place: Place) -> None:
        self.decorators(place)
        base = "(object)" if self.chance(3) else ""
        name = ("A", "__A", *NAMES)[self.below(2 + len(NAMES))]
        parameters = "" if _LEAKS else self.type_parameters()
        self.write(place, f"class {name}{parameters}{base}:")
        inside = Place(kind="class", depth=place.depth + 1, outer=place.outer)
        declared = self.declarations(inside, frozenset())
        self.block(replace(inside, declared=declared))

    @staticmethod
    def inner(place: Place, *, loop: bool = False) -> Place:
        return replace(place, depth=place.depth + 1, loop=loop or place.loop)

    def else_(self, place: Place, *, out_of: int = 2) -> None:
        if self.chance(out_of):
            self.write(place, "else:")
            self.block(self.inner(place), most=2)

    def if_(self, place: Place) -> None:
        self.write(place, f"if {self.expression(place)}:")
        self.block(self.inner(place), most=3)
        while self.chance(3):
            self.write(place, f"elif {self.expression(place)}:")
            self.block(self.inner(place), most=2)
        self.else_(place)

    def for_(self, place: Place) -> None:
        self.write(place, f"for {self.target()} in {self.expression(place)}:")
        self.block(self.inner(place, loop=True))
        self.else_(place, out_of=3)

    def while_(self, place: Place) -> None:
        test = self.expression(place) if self.chance(2) else ("True", "new()")[self.below(2)]
        self.write(place, f"while {test}:")
        self.block(self.inner(place, loop=True))
        self.else_(place, out_of=3)

    def try_(self, place: Place) -> None:
        self.write(place, "try:")
        self.block(self.inner(place))
        handlers = self.below(3)
        # "except*" allows no jumps out of its handlers.
        star = HAS_EXCEPT_STAR and self.chance(6)
        word = "except*" if star else "except"
        inside = self.inner(replace(place, loop=False, kind="handler") if star else place)
        for number in range(handlers):
            name = f" as {self.name()}" if self.chance(2) else ""
            kind = ("LookupError", "Exception")[number == handlers - 1 and self.chance(2)]
            self.write(place, f"{word} {kind}{name}:")
            self.block(inside, most=2)
        if handlers:
            self.else_(place, out_of=3)
        if not handlers or self.chance(3):
            self.write(place, "finally:")
            self.block(self.inner(place), most=2)

    def with_(self, place: Place) -> None:
        items = []
        for _ in range(1 + self.chance(3)):
            context = "suppress(Exception)" if self.chance(2) else self.expression(place)
            items.append(context + (f" as {self.target()}" if self.chance(2) else ""))
        self.write(place, f"with {', '.join(items)}:")
        self.block(self.inner(place))

    def match(self, place: Place) -> None:
        self.write(place, f"match {self.expression(place)}:")
        inside = self.inner(place)
        for _ in range(1 + self.below(3)):
            first, second = self.name(), self.name()
            pair = "_" if first == second else second
            guard = f" if {self.expression(place)}" if self.chance(2) else ""
            patterns = (
                f"[{first}, {pair}]",
                f"[{first}, *{pair}]",
                f"object(x={first})",
                f"{{1: {first}, **{'rest' if pair == '_' else pair}}}",
                f"[{first}] | {{1: {first}}}",
                f"[1, {pair}] as {first}",
                "1 | None",
            )
            self.write(inside, f"case {patterns[self.below(len(patterns))]}{guard}:")
            self.block(self.inner(inside), most=2)
        if self.chance(2):
            self.write(inside, f"case {('_', self.name())[self.below(2)]}:")
            self.block(self.inner(inside), most=2)


@st.composite
def programs(draw: Draw) -> str:
    """Make up a program."""
    writer = _Writer(draw)
    if not writer.chance(4):
        writer.write(Place(), f"{' = '.join(NAMES)} = new()")
    while writer.fuel > 0 and (len(writer.lines) < 4 or not writer.chance(8)):
        if writer.chance(3):
            writer.block(Place())
        else:
            # Most of these programs fail; this one goes on.
            writer.write(Place(), "try:")
            writer.block(Place(depth=1))
            writer.write(Place(), "except Exception:")
            writer.write(Place(depth=1), writer.name())
    source = "\n".join(writer.lines) + "\n"
    try:
        compile(source, "<program>", "exec", dont_inherit=True)
    except SyntaxError:
        assume(False)
    return source
