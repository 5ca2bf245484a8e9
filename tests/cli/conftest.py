"""How the tests call the command."""

import signal
import sys

import pytest
from typer.testing import CliRunner

from mlops_study import cli
from mlops_study.cli.files import STOPS


@pytest.fixture
def run():
    """Return a function that runs a command and gives its result."""

    def run(*arguments: object):
        return CliRunner().invoke(cli.app, [str(a) for a in arguments])

    return run


@pytest.fixture
def call(monkeypatch, capsys):
    """Return a function that calls the command as a shell does.

    It gives the code, the output and the errors.
    """
    usual = {one: signal.getsignal(one) for one in STOPS}

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["mlops-study", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return int(stopped.value.code or 0), captured.out, captured.err

    yield call
    for one, handler in usual.items():
        signal.signal(one, handler)


@pytest.fixture
def refusal(call):
    """Return a function that gives the one line of a call that is refused."""

    def refusal(*arguments: object) -> str:
        code, out, err = call(*arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith("mlops-study: ")
        return err.removeprefix("mlops-study: ").strip()

    return refusal


@pytest.fixture
def short(tmp_path):
    """Write a scenario file that runs in no time."""
    path = tmp_path / "short.toml"
    path.write_text("[run]\nwarm_up = 0\nmeasured = 40\n", encoding="utf-8")
    return path
