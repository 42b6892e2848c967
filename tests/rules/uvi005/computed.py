"""UVI005: ways to compute a string, and what they give where the file is ``main.py``.

``LEADING`` give a string that names this file, ``OTHERS`` differ little from one of these and
name something else, or what nobody can know.
"""

from __future__ import annotations

HEAD = """\
import os
import sys
from os.path import basename, splitext
from pathlib import Path, PurePath
import uvicorn

NAME = "main"
SETTING = os.environ.get("SETTING", "other")
def of_file(): return f"{Path(__file__).stem}:app"
def of_name(name): return "{}:{}".format("main", name)
def with_default(name="app", *, module=NAME):
    text = module + ":" + name
    return text
def chooses(name):
    if name:
        return "other:app"
    return "main:app"
def nothing(): return
def yields(): yield "main:app"
of_lambda = lambda module: f"{module}:app"
"""

LEADING = [
    "f'{Path(__file__).stem}:app'",
    "Path(__file__).stem + ':app'",
    "f'{PurePath(__file__).stem}:app'",
    "f'{Path(__file__).resolve().stem}:app'",
    "Path(__file__).with_suffix('').name + ':app'",
    "Path(str(Path(__file__))).name.removesuffix('.py') + ':app'",
    "f'{os.path.splitext(os.path.basename(__file__))[0]}:app'",
    "splitext(basename(__file__))[0] + ':app'",
    "os.path.basename(os.path.abspath(__file__))[:-3] + ':app'",
    "os.path.basename(os.path.splitext(__file__)[0]) + ':app'",
    "os.path.basename(__file__).replace('.py', '') + ':app'",
    "os.path.basename(__file__).split('.')[0] + ':app'",
    "'{}:app'.format(Path(__file__).stem)",
    "'{}:{}'.format('main', 'app')",
    "'{1}:{0}'.format('app', NAME)",
    "'{module}:{name}'.format(module=NAME, name='app')",
    "'{}:app'.format(__name__)",
    "'%s:app' % NAME",
    "'%s:%s' % (__name__, 'app')",
    "'%(module)s:app' % {'module': NAME}",
    "':'.join(['main', 'app'])",
    "':'.join((Path(__file__).stem, 'app'))",
    "(text := 'MAIN:APP').lower()",
    "of_file()",
    "of_name('app')",
    "with_default()",
    "with_default(module='main')",
    "of_lambda(NAME)",
]
OTHERS = [
    "f'{Path(other).stem}:app'",
    "Path(sys.argv[0]).stem + ':app'",
    "f'{PurePath(__file__).parent.name}:app'",
    "f'{Path(__file__).resolve().parent.stem}:app'",
    "Path(__file__).with_suffix('').parent.name + ':app'",
    "Path(__file__).with_name('other.py').stem + ':app'",
    "f'{os.path.splitext(os.path.basename(other))[0]}:app'",
    "splitext(basename(__file__))[-2 + len(SETTING)] + ':app'",
    "os.path.basename(os.path.dirname(__file__)) + ':app'",
    "os.path.relpath(__file__)[:-3] + ':app'",
    "os.path.basename(__file__).replace('main.py', 'other') + ':app'",
    "os.path.basename(__file__).split('.')[9] + ':app'",
    "'{}:app'.format(SETTING)",
    "'{}:{}'.format('other', 'app')",
    "'{:>9}:app'.format(NAME)",
    "'{module}:{name}'.format(**options)",
    "'{!r}:app'.format(NAME)",
    "'%s:app' % SETTING",
    "'%9s:app' % NAME",
    "'%(module)s:app' % options",
    "':'.join([*parts, 'app'])",
    "':'.join((SETTING, 'app'))",
    "(text := SETTING).lower()",
    "chooses('app')",
    "of_name(*parts)",
    "with_default(module=SETTING)",
    "with_default(**options)",
    "of_lambda(SETTING)",
    "yields()",
    "'{'.format(NAME)",
    "Path(__file__, NAME).stem + ':app'",
    "f'{NAME:>9}:app'",
    "f'{Path(__file__)}:app'[9:]",
    "('main', 'app')[SETTING:]",
    "'%s' % (NAME, SETTING)",
    "f'{Path}:app'",
    "NAME.join(NAME)[::SETTING]",
    "of_name()",
    "print(x=1).stem",
    "getattr(os, NAME)()",
    "Path(__file__).relative_to(NAME).stem + ':app'",
    "NAME.encode() + ':app'",
    "os.path.join(NAME) + ':app'",
    "'%d:app' % len(NAME)",
    "NAME * 2 + ':app'",
    "os.getenv(NAME) + ':app'",
    "nothing() + ':app'",
]
