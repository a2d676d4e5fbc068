"""Writes the files that tests of collecting take: PDFs, and what stands around a call of collect."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from sijill.collect import Archive, Collected, collect
from sijill.config import Collect, Limits
from sijill.model.document import Document, Metadata
from sijill.model.problem import Problem

REPORT = "Gunmen killed twelve villagers in Orvale on Friday, the regional council said.\n"


def write_pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with one line of Helvetica under the other on each page."""
    contents = [_draw_lines(lines) for lines in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    return _put_together(objects)


def _draw_lines(lines: Sequence[str]) -> bytes:
    drawn = ["BT /F1 11 Tf 60 730 Td 14 TL"]
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"({escaped}) Tj T*")
    return "\n".join([*drawn, "ET"]).encode("latin-1")


def _put_together(objects: Sequence[bytes]) -> bytes:
    out = BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def lock_pdf(pdf: bytes, password: str, *, owner_only: bool = False) -> bytes:
    """The same PDF behind a password; owner_only: it opens without one, but may not be changed."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    writer.encrypt("" if owner_only else password, password, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


class Taken:
    """All that one call of collect gave."""

    def __init__(self, batches: Sequence[Collected]) -> None:
        self.batches = batches
        self.documents: list[Document] = [document for batch in batches for document in batch.documents]
        self.problems: list[Problem] = [problem for batch in batches for problem in batch.problems]

    @property
    def names(self) -> list[str]:
        return [document.name for document in self.documents]

    @property
    def kinds(self) -> list[str]:
        return [problem.kind for problem in self.problems]

    @property
    def only(self) -> Document:
        (document,) = self.documents
        return document

    @property
    def fault(self) -> Problem:
        (problem,) = self.problems
        return problem


def take(
    tmp_path: Path,
    *inputs: Path | str,
    listed: dict[str, Metadata] | None = None,
    limits: Limits | None = None,
    settings: Collect | None = None,
) -> Taken:
    """Collects into an archive beside the test's files."""
    archive = Archive(tmp_path / "register" / "archive")
    words = [str(one) for one in inputs]
    return Taken(list(collect(words, listed or {}, archive, limits or Limits(), settings or Collect())))
