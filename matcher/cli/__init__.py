"""The command line: one of two doors to the same functions, and the only room that prints.

Results go to standard output, everything else (progress, errors) to standard error. With
``--json`` standard output holds one JSON document and nothing else. Bad input is answered with a
sentence, never with a traceback. Heavy rooms are imported by the command that needs them.
"""

from matcher.cli.door import main

__all__ = ["main"]
