"""What the plugin costs, beside what its peers cost.

One command, from the root of a clone, installs what it needs and prints the
tables::

    tox run -q -e bench
    tox run -q -e bench -- --quick      # fewer files and repeats, less certain

or, where the packages of the dependency group ``benchmark`` are installed,
``python -m benchmarks``.  All figures of an output come from one run.

Lines (``lines.py``)
    Nanoseconds per line of every checker, called as flake8 calls it: found by
    flake8's own finder, given the arguments that flake8 gives, on the tree that
    all of them share.  A single ``ast.walk`` stands beside them as the measure
    of how long a tree takes at all.  Three collections of files (``files.py``):
    the running interpreter's standard library, the same with a launch of
    uvicorn added to each file, and files of installed packages that mention
    uvicorn.

    Each run is a process of its own.  In it, all checkers take turns on a file,
    in an order drawn by lot, before the next file is read, so that what else
    the machine does meets them alike.  Ratios are taken within a run, file by
    file.  (pyperf times one thing after another; so it is not used.)  A checker
    is called some times in a row and the best call counts, as with ``timeit``;
    flake8 itself calls it once, with the processor's caches cold, and what that
    costs stands in a table of its own.

Growth (``growth.py``)
    One generated file at 1, 10 and 100 times its size, for each way to grow.

Process (``process.py``)
    The ``flake8`` command on a tree of files, alternating between a directory
    of packages that has the plugin and one that has not, and the time that the
    plugin adds to flake8's own imports.

The garbage collector is off while a checker is timed, as ``timeit`` does, for
its passes fall on whoever comes after what made the garbage; in the runs of the
whole process it is on.
"""

from __future__ import annotations
