"""Runs the command line: python -m sijill."""

from sijill.cli import main

main()
