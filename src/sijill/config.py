"""Reads sijill.toml, once, and checks it. Each stage is handed its own section; nothing else reads settings or the environment.

A file is optional: every setting has a default. docs/settings.md describes each one.
"""

from __future__ import annotations

import json
import os
import tomllib
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sijill.errors import ConfigError, InputError, NoRegister

SETTINGS_FILE = "sijill.toml"
REGISTER_FILE = "register.db"
ARCHIVE_FOLDER = "archive"
GAZETTEER_FOLDER = "gazetteer"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(_Section):
    """What one document may cost; beyond it the document is archived, not read, and a Problem says so."""

    max_document_mb: float = Field(default=20.0, gt=0, description="A larger file is archived and not read.")
    max_text_chars: int = Field(default=400_000, gt=0, description="A longer text is archived and not read.")
    max_numbers_per_sentence: int = Field(
        default=200, gt=0, description="A sentence with more numbers is a table that lost its lines; it is not read."
    )
    max_records_per_file: int = Field(
        default=1_000_000, gt=0, description="Rows of one JSON-lines or CSV file; those after it are not taken."
    )
    max_gazetteer_rows: int = Field(
        default=3_000_000, gt=0, description="Rows of one file of places; a longer one is not imported."
    )


class Collect(_Section):
    """How web addresses are fetched."""

    fetch_timeout_s: float = Field(default=30.0, gt=0, description="For one address, redirects included.")
    fetch_max_mb: float = Field(default=20.0, gt=0, description="A longer answer is cut off and not taken.")
    fetch_max_redirects: int = Field(default=5, ge=0, description="Each one is checked as the first address was.")
    allow_private_addresses: bool = Field(
        default=False,
        description="Fetch from this machine and its own network, too; off, so that no link can reach them.",
    )
    user_agent: str = Field(default="sijill (incident register)", description="What servers are told of who asks.")


class Read(_Section):
    """How texts are read."""

    processes: int = Field(
        default=0, ge=0, description="How many read at once, for many documents; 0: one for each core."
    )
    languages: tuple[str, ...] = Field(
        default=("en",), description="ISO 639-1 codes; a text in another is named and not read."
    )
    reader: Literal["rules", "endpoint"] = Field(
        default="rules", description="rules: the reader that ships; endpoint: a model behind an address of yours."
    )
    endpoint: str = Field(default="", description='An OpenAI-compatible address, such as "http://127.0.0.1:8080/v1".')
    model: str = Field(default="", description="The model's name there.")
    endpoint_key: str = Field(
        default="", description="The environment variable that holds its key, if it asks for one."
    )
    endpoint_timeout_s: float = Field(default=120.0, gt=0, description="For one text, answer included.")
    endpoint_max_mb: float = Field(default=4.0, gt=0, description="A longer answer is not taken.")
    endpoint_may_be_remote: bool = Field(
        default=False, description="Yes, send the texts to an address that is not on this machine."
    )

    @model_validator(mode="after")
    def _check_endpoint(self) -> Self:
        """Nothing of a document leaves the machine by mistake."""
        if self.reader != "endpoint":
            return self
        address = urlsplit(self.endpoint)
        if address.scheme not in ("http", "https") or not address.hostname or not self.model:
            raise ValueError('reader = "endpoint" needs endpoint, an http or https address, and model')
        if self.is_remote and not self.endpoint_may_be_remote:
            raise ValueError(
                f"{address.hostname} is not this machine; endpoint_may_be_remote = true sends the texts there"
            )
        return self

    @property
    def is_remote(self) -> bool:
        """True where the texts are sent to an address that is not surely this machine."""
        if self.reader != "endpoint":
            return False
        host = urlsplit(self.endpoint).hostname or ""
        try:
            return not ip_address(host).is_loopback
        except ValueError:
            return host != "localhost"


class Resolve(_Section):
    """How places are found."""

    countries: tuple[str, ...] = Field(
        default=(), description="ISO 3166-1 alpha-2 codes of the register's scope: preferred among namesakes."
    )


class Link(_Section):
    """What may be one incident."""

    same_incident_days: int = Field(
        default=3, ge=0, description="Reports of one incident may differ in its day by so many days."
    )


class Reconcile(_Section):
    """How tolls are reached."""

    rule: str = Field(
        default="sijill-default", description="The named rule of docs/tolls.md that decides min, best and max."
    )
    monitor: str = Field(default="", description="Whom the rule latest-of hears, as the register names it.")


class Review(_Section):
    """Who decides."""

    reviewer: str = Field(default="", description="Whose decisions these are, where --as does not say.")


class Publish(_Section):
    """What is shared."""

    title: str = Field(default="Sijill register", description="Stands above every page of the report.")
    coarsen_km: float = Field(
        default=10.0,
        ge=0,
        description="Places where living people are to be found are shown no more precisely than this.",
    )


class Settings(_Section):
    limits: Limits = Limits()
    collect: Collect = Collect()
    read: Read = Read()
    resolve: Resolve = Resolve()
    link: Link = Link()
    reconcile: Reconcile = Reconcile()
    review: Review = Review()
    publish: Publish = Publish()


def read_settings(path: Path | None) -> Settings:
    """Reads a sijill.toml; all defaults where path is None. Raises ConfigError that names the key and what is allowed."""
    if path is None:
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigError(f"{path}: {fault}; mend the file or remove it to use the defaults") from fault
    try:
        return Settings.model_validate(table)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {key}: {first['msg'].lower()}; docs/settings.md lists every setting") from fault


def secret_of(variable: str) -> str:
    """What an environment variable holds; it is never stored or printed. Raises ConfigError where it is not set."""
    secret = os.environ.get(variable, "").strip()
    if not secret or not secret.isprintable() or not secret.isascii():
        raise ConfigError(
            f"[read] endpoint_key names the environment variable {variable!r}, which holds no key; set it"
        )
    return secret


def cache_folder() -> Path:
    """Where compiled indexes live: $SIJILL_CACHE, else the user's cache folder."""
    if named := os.environ.get("SIJILL_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "sijill"


def find_register(named: Path | None) -> Path:
    """The register's folder: the one named, else $SIJILL_REGISTER, else the nearest of this folder and its parents that holds one."""
    if named is None and (said := os.environ.get("SIJILL_REGISTER")):
        named = Path(said)
    if named is not None:
        if not holds_register(named):
            raise NoRegister(f"{named} holds no register; make one with: sijill init {named}")
        return named
    here = Path.cwd()
    for folder in (here, *here.parents):
        if holds_register(folder):
            return folder
    raise NoRegister(f"no register in {here} or above it; make one with: sijill init, or name one with --register DIR")


def holds_register(folder: Path) -> bool:
    return (folder / SETTINGS_FILE).is_file() or (folder / REGISTER_FILE).is_file()


def make_register(folder: Path) -> None:
    """Makes a register's folder: sijill.toml with every setting at its default, and the archive. Raises InputError where it cannot."""
    try:
        (folder / ARCHIVE_FOLDER).mkdir(parents=True, exist_ok=True)
        (folder / SETTINGS_FILE).write_text(default_settings(), encoding="utf-8")
    except OSError as fault:
        raise InputError(f"{folder}: {fault.strerror}; choose a folder that can be written") from fault


def default_settings() -> str:
    """A sijill.toml that says each setting and its default, commented out."""
    lines = [
        "# Settings of this register. Each line shows a default; take the # away to change it. See docs/settings.md."
    ]
    for section, field in Settings.model_fields.items():
        lines += ["", f"[{section}]"]
        for name, one in type(field.default).model_fields.items():
            lines.append(f"# {name} = {_toml(one.default)}  # {one.description}")
    return "\n".join([*lines, ""])


def _toml(value: object) -> str:
    """A default as TOML writes it.  ("en",) -> ["en"]"""
    return json.dumps(list(value) if isinstance(value, tuple) else value)
