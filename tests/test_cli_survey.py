"""The commands audit, questionnaire, survey and triangulate."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_study import cli, evidence, survey, tables

COMMAND = Path(sys.executable).with_name("mlops-study")
SYNTHETIC = str(survey.synthetic_file())


def run(*arguments: object):
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


def call(monkeypatch, capsys, *arguments: object) -> tuple[int, str, str]:
    """Call the command as a shell does; return code, output and errors."""
    monkeypatch.setattr(sys, "argv", ["mlops-study", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    captured = capsys.readouterr()
    return int(stopped.value.code or 0), captured.out, captured.err


def test_audit_prints_the_registers_with_verdicts():
    """Markdown, CSV and JSON, one or both."""
    audit = evidence.audit_claims()
    text = run("audit", "claims").stdout
    assert all(claim in text for claim in audit["claim"])
    rows = list(csv.DictReader(io.StringIO(run("audit", "claims", "-f", "csv").stdout)))
    assert [row["Verdict"] for row in rows] == audit["verdict"].tolist()
    refs = json.loads(run("audit", "references", "--format", "json").stdout)
    assert len(refs) == 49
    assert refs[43]["Checks"].startswith("repeats 37")
    both = json.loads(run("audit", "-f", "json").stdout)
    assert set(both) == {"claims-audit", "references-audit"}


def test_audit_can_be_limited_to_a_verdict():
    """And says which verdicts there are."""
    rows = json.loads(run("audit", "--verdict", "selective", "-f", "json").stdout)
    assert {row["Verdict"] for row in rows} == {"selective"}
    result = run("audit", "--verdict", "wrong")
    assert result.exit_code == 2
    assert "no verdict named 'wrong'; known: consistent, changed" in result.stderr
    result = run("audit", "references", "--verdict", "selective")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--verdict is for claims" in result.stderr


def test_audit_writes_files(tmp_path):
    """One a register."""
    assert run("audit", "-f", "csv", "--out", tmp_path).exit_code == 0
    assert {p.name for p in tmp_path.iterdir()} == {
        "claims-audit.csv",
        "references-audit.csv",
    }


def test_the_questionnaire_can_be_answered(tmp_path):
    """Its header is the one that survey expects."""
    assert "P1" in run("questionnaire").stdout
    path = tmp_path / "answers.csv"
    assert run("questionnaire", "--responses", path).exit_code == 0
    header = path.read_text(encoding="utf-8").strip().split(",")
    assert header == ["respondent", *survey.questionnaire().index]
    again = run("questionnaire", "--responses", path)
    assert again.exit_code == 2
    assert again.stderr.strip().endswith("exists already; --force overwrites it")
    row = ",".join(["a", *["1"] * (len(header) - 1)]).replace("daily", "1")
    frequency = [i for i, name in enumerate(header) if name.startswith("F")]
    cells = row.split(",")
    for i in frequency:
        cells[i] = "daily"
    path.write_text(",".join(header) + "\n" + ",".join(cells) + "\n", encoding="utf-8")
    assert run("survey", path).exit_code == 0


def test_survey_prints_the_published_tables_from_synthetic_answers():
    """Questionnaire, respondents, command: every cell of Tables 1 to 5."""
    found = json.loads(run("survey", SYNTHETIC, "-f", "json").stdout)
    for name in (f"table{i}" for i in range(1, 6)):
        assert found[name] == tables.make_table(name).records()
    assert set(found) - {f"table{i}" for i in range(1, 6)} == {"rankings", "comparison"}


def test_survey_writes_tables_figures_and_a_report(tmp_path):
    """All of it, or nothing where a file is in the way."""
    out = tmp_path / "result"
    call = ["survey", SYNTHETIC, "--out", out, "-f", "csv", "--figures", "png"]
    assert run(*call).exit_code == 0
    names = {path.name for path in out.iterdir()}
    figures = {"best-practices", "challenges", "cloud", "monitoring", "culture"}
    figures |= {"against-published"}
    assert {f"{name}.png" for name in figures} <= names
    assert {f"table{i}.csv" for i in range(1, 6)} <= names
    assert {"report.html", "rankings.csv", "comparison.csv"} <= names
    assert (out / "cloud.png").read_bytes().startswith(b"\x89PNG")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.count("<img") == len(figures)
    assert "http://" not in page.replace("http://www.w3.org", "")
    (out / "table1.csv").unlink()
    assert run(*call).exit_code == 2
    assert not (out / "table1.csv").exists()


def test_everything_wrong_is_listed_and_nothing_written(tmp_path, monkeypatch, capsys):
    """A line each, code 2, no output, no folder."""
    path = tmp_path / "answers.csv"
    path.write_text(
        "respondent,P1,P2,P3,P4,P5\na,6,1,1,1,1\na,1,1,1,x,1\n", encoding="utf-8"
    )
    code, out, err = call(
        monkeypatch, capsys, "survey", path, "--out", tmp_path / "result"
    )
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert [line.split(": ", 2)[2].split(":")[0] for line in lines] == [
        "row 1, column P1",
        "row 2, column respondent",
        "row 2, column P4",
    ]
    assert all(line.startswith(f"mlops-study: {path}: ") for line in lines)
    assert not (tmp_path / "result").exists()
    code, _, err = call(monkeypatch, capsys, "survey", path, "--limit", 1)
    assert err.splitlines()[-1].endswith("and 2 more problems")


def test_a_name_of_a_file_cannot_write_lines_of_its_own(tmp_path, monkeypatch, capsys):
    """A line break in a name is shown as a question mark."""
    path = tmp_path / "a\nmlops-study: all is well.csv"
    code, _, err = call(monkeypatch, capsys, "survey", path)
    assert code == 2
    assert len(err.splitlines()) == 1


def test_triangulate_takes_own_answers(tmp_path):
    """Their shares are those of the file, and the survey may lack the practices."""
    found = json.loads(
        run("triangulate", "--responses", SYNTHETIC, "-f", "json").stdout
    )
    first = found["triangulation"][0]
    assert first["Evidence"] == "Survey, strong agreement"
    assert first["Automation"].startswith("50 %, rank ")
    items = survey.questionnaire().query("table == 'table5'").index
    path = tmp_path / "culture.csv"
    path.write_text(
        ",".join(["respondent", *items]) + "\na,1,1,1,1,1\n", encoding="utf-8"
    )
    result = run("triangulate", "--responses", path)
    assert result.exit_code == 2
    assert "no answers on best practices (P1, P2, P3, P4, P5)" in result.stderr


def test_triangulate_takes_an_own_organisation(tmp_path):
    """The effects are those of its scenario, with the same bytes on any workers."""
    path = tmp_path / "short.toml"
    path.write_text(
        "[run]\nwarm_up = 0\nmeasured = 40\n[organisation]\nmodels = 1\n",
        encoding="utf-8",
    )
    calls = [
        run("triangulate", "--scenario", path, "-n", 2, "--workers", w, "-f", "csv")
        for w in (1, 2)
    ]
    assert calls[0].exit_code == 0
    assert calls[0].stdout == calls[1].stdout
    assert calls[0].stdout != run("triangulate", "-f", "csv").stdout


def test_help_teaches():
    """Each command explains its options, with an example."""
    for command, words in {
        "audit": ["claims", "references", "--verdict", "Example"],
        "questionnaire": ["--responses", "Example"],
        "survey": ["RESPONSES.csv", "--out", "--limit", "report.html", "Example"],
        "triangulate": ["--responses", "--scenario", "--pairs", "Example"],
    }.items():
        output = run(command, "--help").output
        assert all(word in output for word in words), command


def test_the_answers_are_never_written_over(tmp_path):
    """Even with --force, though an output would have their name."""
    answers = tmp_path / "table1.csv"
    answers.write_bytes(survey.synthetic_file().read_bytes())
    result = run("survey", answers, "--out", tmp_path, "-f", "csv", "--force")
    assert result.exit_code == 2
    assert "is read by this command; expected another folder" in result.stderr
    assert answers.read_bytes() == survey.synthetic_file().read_bytes()
    assert len(list(tmp_path.iterdir())) == 1


def test_an_output_in_the_way_is_said_before_the_work(tmp_path, monkeypatch):
    """No simulation is run for nothing."""
    from mlops_study import experiments

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(experiments, "replicate", never)
    (tmp_path / "concordance.md").write_text("mine", encoding="utf-8")
    result = run("triangulate", "--scenario", "basic", "--pairs", "--out", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.strip().endswith("exists already; --force overwrites it")


def test_a_full_disk_is_one_line():
    """Where the output goes to the screen."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [COMMAND, "audit", "claims"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr == (
        "mlops-study: cannot write the output: No space left on device\n"
    )
