"""What the tests share: sources and programs, judges, and the words in which tests ask."""

import pytest

# A failed assertion of a helper shows its values, as one of a test does.
pytest.register_assert_rewrite("tests.support.looked_up", "tests.support.marked")
