"""Launches of one file that ask the same: the second is answered as the first."""

from __future__ import annotations

from tests.support.marked import fires, silent

HEAD = "import sys, uvicorn\nfrom fastapi import FastAPI\nfrom shop import a, b\napp = FastAPI()\n"


def test_a_helper_that_ends_for_two() -> None:
    helper = "def check(flag):\n    if flag:\n        sys.exit('no')\n"
    two = "def {0}():\n    check({0}.x)\n    uvicorn.run(app, reload={0}.{1})  {2}\n"
    silent(HEAD + helper + two.format("a", "x", "") + two.format("b", "x", ""))
    found = "# error: 16 UVI002"
    fires(HEAD + helper + two.format("a", "y", found) + two.format("b", "z", found))


def test_a_dict_of_two() -> None:
    two = "    uvicorn.run(app, reload=a['reload'])  {0}\n" * 2
    found = "# error: 16 UVI002"
    fires(f"{HEAD}def main():\n    a['reload'] = b.x\n{two.format(found)}")
    silent(f"{HEAD}def main():\n    a['reload'] = False\n{two.format('')}")


def test_two_names_of_what_is_unpacked() -> None:
    source = (
        "import uvicorn\nfrom shop import split\n"
        "{} = split(uvicorn.__version__)\none, two = split()\n"
        "if __name__ == '__main__':\n    if one and two:\n"
        "        uvicorn.run('shop:app', debug=True)  {}\n"
    )
    silent(source.format("one, two", "").replace("one, two = split()\n", ""))
    fires(source.format("major, minor", "# error: 32 UVI006"))
