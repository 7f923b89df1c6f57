"""whip: a linter, formatter and dependency resolver for Python. The program is `whip`; `python -m whipsnake` runs the same."""
