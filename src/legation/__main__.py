"""`python -m legation` is the `legation` command."""

from legation.cli import main

main()
