"""The command that lists, shows and writes the fixes."""
