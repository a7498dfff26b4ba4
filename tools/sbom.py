"""Write what the bot is made of, from the lock files, as CycloneDX JSON.

    python tools/sbom.py dist/career-bot.cdx.json

Each locked package with its hashes, and, where it is installed, its license and what it needs. The same lock files give
the same document: it holds no time, and its number comes from its content.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression

PROJECT = Path(__file__).parents[1]
LOCK = PROJECT / "requirements.lock"
"""What is shipped; what builds and tests it isn't part of it."""
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Locked(NamedTuple):
    """A package of a lock file."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of each file that it may be installed from."""


def locked(text: str) -> Iterator[Locked]:
    """Return the packages of a lock file."""
    found = list(_PINNED.finditer(text))
    for number, pinned in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        hashes = tuple(_HASH.findall(text, pinned.end(), end))
        yield Locked(canonicalize_name(pinned["name"]), pinned["version"], hashes)


def component(package: Locked) -> Component:
    """Return a package as CycloneDX has it."""
    url = PackageURL("pypi", name=package.name, version=package.version)
    return Component(
        name=package.name, version=package.version, type=ComponentType.LIBRARY, purl=url, bom_ref=str(url),
        licenses=license_of(package.name),
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION, url=XsUri(f"https://pypi.org/project/{package.name}/"),
                comment="the files that it may be installed from",
                hashes=[HashTypeFactory().from_hashlib_alg("sha256", content) for content in package.hashes],
            )
        ],
    )  # fmt: skip


def license_of(name: str) -> list[DisjunctiveLicense | LicenseExpression]:
    """Return a package's license as it says itself, if it is installed and says so in a word or two."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    said = about.get("License-Expression") or about.get("License") or ""
    told = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License :: OSI")]
    words = said if said and "\n" not in said and len(said) < 80 else next(iter(told), "")
    return [LicenseFactory().make_from_string(words)] if words else []


def needs(name: str) -> set[str]:
    """Return the names of what an installed package needs."""
    try:
        requirements = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return set()
    found = set()
    for text in requirements:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            found.add(canonicalize_name(requirement.name))
    return found


def document(text: str) -> str:
    """Return the CycloneDX document of a lock file's text."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = metadata.version(project["name"])
    url = PackageURL("pypi", name=project["name"], version=version)
    bot = Component(
        name=project["name"], version=version, type=ComponentType.APPLICATION, purl=url, bom_ref=str(url),
        description=project["description"], licenses=[LicenseFactory().make_from_string(project["license"])],
    )  # fmt: skip
    components = [component(package) for package in locked(text)]  # some in two versions, by Python's
    content = uuid.uuid5(uuid.NAMESPACE_URL, f"{url}\n{text}")
    bom = Bom(components=components, serial_number=content)
    bom.metadata.component = bot
    direct = {canonicalize_name(Requirement(one).name) for one in project["dependencies"]}
    bom.register_dependency(bot, [found for found in components if found.name in direct])
    for found in components:
        needed = needs(found.name)
        bom.register_dependency(found, [other for other in components if other.name in needed])
    written = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    del written["metadata"]["timestamp"]
    return json.dumps(written, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the document."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(document(LOCK.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
