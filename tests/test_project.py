"""The project's own files agree with one another."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from mlops_study.datafiles import datasets


def pins(root: Path) -> dict[str, str]:
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]


def test_every_dependency_of_the_package_is_pinned(root):
    """requirements.txt pins what pyproject.toml asks for, at a version that fits."""
    metadata = project(root)
    extras = metadata["optional-dependencies"]
    asked = metadata["dependencies"] + extras["notebooks"] + extras["data"]
    for line in asked:
        requirement = Requirement(line)
        assert pins(root)[requirement.name] in requirement.specifier


def test_the_lock_holds_every_pin_with_checksums(root):
    """The lock is newer than the pins: same versions, each with a hash.

    Dependabot reads files that end in .txt, up to half a megabyte.
    """
    lock = (root / "requirements-lock.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==(\S+?)(?: ; .*)? \\$", lock, re.MULTILINE)
    for name, version in pins(root).items():
        assert (name, version) in entries
    assert lock.count("--hash=sha256:") >= len(entries)
    assert "http" not in lock
    assert len(lock) < 500_000


@pytest.mark.parametrize(
    "asked",
    [
        "jupyter-book",
        "jupytext",
        "pandas",
        "numpy",
        "simpy",
        "seaborn",
        "pytest",
        "nbval",
    ],
)
def test_the_named_tools_are_used(root, asked):
    """The book is made with the tools that it is meant to be made with."""
    assert asked in pins(root)
    assert asked != "jupyter-book" or pins(root)[asked] < "2"


def test_the_readme_gives_each_dependency_a_reason(root):
    """One line a dependency."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name in pins(root):
        assert re.search(rf"`{re.escape(name)}`", readme), name


def test_the_verbs_of_the_makefile_are_in_its_help(root):
    """A verb that is phony is listed, and the README shows no other."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    verbs = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())
    assert verbs == set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        shown = re.findall(r"make ([a-z-]+)", (root / page).read_text(encoding="utf-8"))
        assert set(shown) <= verbs, page


def test_the_hooks_call_what_make_test_calls(root):
    """Tools of the project's own environment; nothing is fetched from elsewhere."""
    settings = yaml.safe_load((root / ".pre-commit-config.yaml").read_text("utf-8"))
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for repository in settings["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert hook["language"] == "system"
            tool = hook["entry"].split()[0].removeprefix(".venv/bin/")
            assert f"$(BIN)/{tool}" in makefile


def test_actions_are_pinned_by_commit(root):
    """A tag can be moved, a commit cannot; permissions are read-only by default."""
    for path in (root / ".github" / "workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        uses = re.findall(r"uses: (\S+)(.*)$", text, re.MULTILINE)
        assert uses
        for action, comment in uses:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}


def test_the_look_ahead_stops_nothing_and_pins_nothing(root):
    """Its build may fail, a later step tells; only jupyter-book has a bound."""
    path = root / ".github" / "workflows" / "newest.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}  # on, in YAML 1.1
    build, tell, _ = workflow["jobs"]["look-ahead"]["steps"][2:]
    assert build["continue-on-error"] is True
    assert f"steps.{build['id']}.outcome == 'failure'" in tell["if"]
    script = (root / "scripts" / "newest.sh").read_text(encoding="utf-8")
    assert "scripts/newest.sh" in build["run"]
    assert "requirements" not in script.partition("set -eu")[2]
    assert re.findall(r"[\w-]+[<>=~]=?\d[.\d]*", script) == ["jupyter-book<2"]


def test_ci_covers_the_supported_versions_of_python(root):
    """From the oldest that the package accepts."""
    path = root / ".github" / "workflows" / "ci.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    versions = workflow["jobs"]["check"]["strategy"]["matrix"]["python"]
    assert versions == ["3.11", "3.12", "3.13"]
    assert project(root)["requires-python"] == f">={versions[0]}"


def test_the_citation_names_no_invented_person(root):
    """The compendium's author is an entity, the paper's are its own."""
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert [set(author) for author in citation["authors"]] == [{"name"}]
    assert citation["version"] == project(root)["version"]
    from mlops_study.published import Paper

    (paper,) = citation["references"]
    facts = Paper().facts
    assert paper["title"] == facts["title"]
    names = [f"{a['given-names']} {a['family-names']}" for a in paper["authors"]]
    assert names == facts["authors"].split("; ")


def test_the_changelog_opens_with_this_version(root):
    """What is released is described."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    latest = re.search(r"^## (\S+)", text, re.MULTILINE)[1]
    assert latest in {"Unreleased", project(root)["version"]}


def test_the_chapters_that_were_asked_for_are_there(root):
    """Literature, methodology, simulation, statistics, conclusions."""
    for name in (
        "literature",
        "methodology",
        "simulation",
        "statistics",
        "conclusions",
    ):
        assert (root / "chapters" / f"{name}.md").is_file()


def test_local_links_of_the_documents_lead_somewhere(root):
    """A link in a Markdown document names a file that exists."""
    places = ("*.md", "data/*.md", "docs/**/*.md")
    for path in (found for place in places for found in root.glob(place)):
        links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
        for link in links:
            assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_no_stored_file_is_large(root):
    """Each of those that git knows is below two megabytes."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z"],  # noqa: S607 - of the PATH
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        assert not (root / name).is_file() or (root / name).stat().st_size < 2e6, name


def is_there(root: Path, evidence: str) -> bool:
    """Find a file, a test in a file, or a key of the citation."""
    path, _, test = evidence.partition("::")
    path, _, key = path.partition("#")
    if not (root / path).exists():
        return False
    names = rf"^def {test}\(" if test else rf"^[ -]*{key}:"
    return not key + test or bool(
        re.search(names, (root / path).read_text("utf-8"), re.MULTILINE)
    )


def test_what_is_said_to_meet_a_standard_is_there(root):
    """All of it: yes; none of it: no."""
    for row in datasets("sources")["standards"].read().itertuples():
        found = [is_there(root, one) for one in row.evidence.split("; ") if one]
        expected = "no" if not any(found) else "yes" if all(found) else "in part"
        assert row.met == expected, f"{row.standard}: {row.item}"
        assert row.met == "yes" or row.note or not row.evidence, row.item
