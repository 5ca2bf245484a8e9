"""The set-up says in one line what is missing; the book's links follow the remote."""

import os
import re
import subprocess
from pathlib import Path

import book_extension
import pytest

MISSING_VENV = """#!/bin/sh
case "$2" in *version_info*) exit 0;; *) exit 1;; esac
"""


def setup(root: Path, venv: Path, **environment: str):
    return subprocess.run(
        ["/bin/sh", "scripts/setup.sh", str(venv)],
        cwd=root,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def program(path: Path, text: str) -> str:
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


def refusal(done) -> str:
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


def test_too_old_a_python_is_one_line(root, tmp_path):
    """It says what is needed, what was tried and how to name another."""
    old = program(tmp_path / "python", "#!/bin/sh\nexit 1\n")
    message = refusal(setup(root, tmp_path / "venv", PYTHON=old))
    assert f"needs Python 3.11 or newer; none of '{old}' is" in message
    assert not (tmp_path / "venv").exists()


def test_a_python_without_venv_is_one_line(root, tmp_path):
    """Debian leaves the module out; the package that has it is named."""
    bare = program(tmp_path / "python", MISSING_VENV)
    message = refusal(setup(root, tmp_path / "venv", PYTHON=bare))
    assert "has no venv module" in message
    assert "python3-venv" in message


@pytest.mark.slow
def test_no_network_is_one_line(root, tmp_path):
    """An index that does not answer is not a traceback."""
    done = setup(
        root,
        tmp_path / "venv",
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_CONFIG_FILE=os.devnull,
        PIP_NO_CACHE_DIR="1",
    )
    message = refusal(done)
    assert "cannot be reached; is there a network?" in message
    assert not (tmp_path / "venv" / ".installed").exists()


RECORDS = """#!/bin/sh
echo "$@" >>"$0.calls"
"""


def test_nothing_is_built_with_tools_that_are_not_pinned(root, tmp_path):
    """They are installed first, by their checksums, and no others are fetched."""
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin" / "python", RECORDS)
    assert setup(root, tmp_path).returncode == 0
    calls = (tmp_path / "bin" / "python.calls").read_text().splitlines()
    tools, rest, ours = [call for call in calls if " install " in call]
    assert all("--no-build-isolation" in call for call in (tools, rest, ours))
    assert tools.endswith(f"--require-hashes -r {tmp_path}/build.txt")
    assert rest.endswith("--require-hashes -r requirements-lock.txt")
    built = (tmp_path / "build.txt").read_text()
    assert re.findall("^[a-z]+", built, re.MULTILINE) == [
        "packaging",
        "setuptools",
        "wheel",
    ]
    assert built.count("--hash=sha256:") >= 3


@pytest.fixture
def no_ci(monkeypatch):
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        ("https://github.com/some/book.git", "https://github.com/some/book"),
        ("https://github.com/some/book", "https://github.com/some/book"),
        ("git@github.com:some/book.git", "https://github.com/some/book"),
        ("ssh://git@github.com/some/book.git", "https://github.com/some/book"),
        ("https://user:secret@github.com/some/book.git", ""),
        ("/a/folder/on/this/machine", ""),
        ("", ""),
    ],
)
def test_links_follow_a_public_remote_and_no_other(no_ci, remote, url):
    """A folder, a secret or an unknown host never reaches a page."""
    no_ci.setattr(book_extension, "git", lambda *_: remote)
    assert book_extension.repository_url() == url


def test_links_follow_the_ci_environment(no_ci):
    """CI knows the address even where the remote does not tell."""
    no_ci.setattr(book_extension, "git", lambda *_: "")
    no_ci.setenv("GITHUB_SERVER_URL", "https://github.com")
    no_ci.setenv("GITHUB_REPOSITORY", "some/book")
    assert book_extension.repository_url() == "https://github.com/some/book"


@pytest.mark.parametrize(
    ("head", "status", "expected"),
    [
        ("abc", "", "abc"),
        ("abc", " M x", "abc with uncommitted changes"),
        ("", "", "not known"),
    ],
)
def test_the_commit_says_whether_files_differ(no_ci, head, status, expected):
    """A page built from changed files does not pose as the commit."""
    no_ci.setattr(
        book_extension, "git", lambda verb, *_: head if verb == "rev-parse" else status
    )
    assert book_extension.commit() == expected


def test_git_that_cannot_answer_is_silent(no_ci):
    """Without git the book is built all the same."""
    no_ci.setenv("PATH", "")
    assert book_extension.git("status") == ""
