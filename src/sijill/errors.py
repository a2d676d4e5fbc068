"""Every exception that Sijill raises.

    SijillError                what a command prints in one line; exit code 1 unless said otherwise
    ├── ConfigError            sijill.toml or an option is wrong (exit 2)
    ├── NoRegister             no register here (exit 2)
    ├── RegisterBusy           another process is writing to this register (exit 3)
    ├── RegisterDamaged        the register's file is not sound or of an unknown version (exit 3)
    ├── StoreFull              the disk, or a file-size limit, leaves no room (exit 3)
    ├── InputError             a file, folder or address that the caller named cannot be taken (exit 2)
    │   └── FetchRefused       an address that is not to be fetched
    ├── DecisionRefused        a decision that cannot be made as asked: nothing was decided (exit 2)
    ├── UnknownId              no document, claim, incident, episode or toll has this id (exit 2)
    └── QuoteNotInText         a reader gave words that do not stand in the document: our fault, never stored

A fault in the data is no exception: it becomes a stored Problem (model/problem.py).
Messages say what, the value, where, and the remedy.
"""

from __future__ import annotations


class SijillError(Exception):
    """Base of all; `exit_code` is what the command ends with."""

    exit_code = 1


class ConfigError(SijillError):
    exit_code = 2


class NoRegister(SijillError):
    exit_code = 2


class RegisterBusy(SijillError):
    exit_code = 3


class RegisterDamaged(SijillError):
    exit_code = 3


class StoreFull(SijillError):
    exit_code = 3


class InputError(SijillError):
    exit_code = 2


class FetchRefused(InputError):
    """permanent: asking again will not help."""

    def __init__(self, message: str, *, permanent: bool = True) -> None:
        super().__init__(message)
        self.permanent = permanent


class UnknownId(SijillError):
    exit_code = 2


class DecisionRefused(SijillError):
    exit_code = 2


class QuoteNotInText(SijillError):
    """Words that a reader gave do not stand at their place in the document."""
