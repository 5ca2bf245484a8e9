"""The commands for a survey of one's own: what they print, write and refuse."""

import inspect
import json
from base64 import b64encode
from pathlib import Path

import pytest

from mlops_study import experiments, figures, percentages, survey, tables
from mlops_study.cli import surveys

SYNTHETIC = str(survey.synthetic_file())


@pytest.fixture
def quick_images(monkeypatch):
    """Draw the figures, but do not spend time on their files."""
    monkeypatch.setattr(figures, "image", lambda _, style: f"a {style}".encode())


def test_the_questionnaire_can_be_answered(tmp_path, run, refusal):
    """Its header is the one that survey expects."""
    assert "P1" in run("questionnaire").stdout
    path = tmp_path / "answers.csv"
    assert run("questionnaire", "--responses", path).exit_code == 0
    header = path.read_text(encoding="utf-8").strip().split(",")
    assert header == ["respondent", *survey.questionnaire().items.index]
    again = refusal("questionnaire", "--responses", path)
    assert again == f"{path} exists already; --force overwrites it"
    cells = ["daily" if name.startswith("F") else "1" for name in header]
    path.write_text(",".join(header) + "\n" + ",".join(cells) + "\n", encoding="utf-8")
    assert run("survey", path).exit_code == 0


def test_survey_prints_the_published_tables_from_synthetic_answers(run):
    """Questionnaire, respondents, command: every cell of Tables 1 to 5."""
    found = json.loads(run("survey", SYNTHETIC, "-f", "json").stdout)
    assert next(iter(found)) == "notes"
    for name in (f"table{i}" for i in range(1, 6)):
        printed = tables.make_table(name).records()
        own = [{k: row[k] for k in printed[0]} for row in found.pop(name)]
        assert own == printed
    assert set(found) == {"notes", "rankings", "comparison", "items"}


@pytest.mark.usefixtures("quick_images")
def test_survey_writes_tables_figures_and_a_report(tmp_path, run):
    """All of it, or nothing where a file is in the way."""
    out = tmp_path / "result"
    call = ["survey", SYNTHETIC, "--out", out, "-f", "csv", "--figures", "png"]
    assert run(*call).exit_code == 0
    names = {path.name for path in out.iterdir()}
    drawn = {f"table{i}-chart" for i in range(1, 6)}
    assert {f"{name}.png" for name in drawn} <= names
    assert {f"table{i}.csv" for i in range(1, 6)} <= names
    others = {"notes", "rankings", "comparison", "items"}
    assert {"report.html", *(f"{name}.csv" for name in others)} <= names
    assert (out / "table3-chart.png").read_bytes() == b"a png"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert page.count("<img") == page.count(b64encode(b"a svg").decode()) == len(drawn)
    assert "http://" not in page.replace("http://www.w3.org", "")
    (out / "table1.csv").unlink()
    assert run(*call).exit_code == 2
    assert not (out / "table1.csv").exists()


@pytest.fixture
def roles(tmp_path) -> Path:
    """Write answers of two roles with weights."""
    path = tmp_path / "roles.csv"
    rows = [
        f"r{i},{'Ops' if i % 2 else 'Dev'},{1 + i % 3},{i % 2},1" for i in range(12)
    ]
    path.write_text("\n".join(["respondent,role,w,C1,C2", *rows]), encoding="utf-8")
    return path


def test_options_choose_groups_weights_and_intervals(roles, run, refusal):
    """Each is seen in the tables; what is no column or no level is refused."""
    found = json.loads(
        run(
            "survey",
            roles,
            "--by",
            "role",
            "--weight",
            "w",
            "--level",
            90,
            "-f",
            "json",
        ).stdout
    )
    assert found["groups"][0]["Group Dev"] == "0"
    assert found["differences"][0]["Difference"] == "-100"
    assert found["comparison"][0]["Effective"] == "10.3"
    small = json.loads(
        run("survey", roles, "--by", "role", "--least", 7, "-f", "json").stdout
    )
    assert "groups" not in small
    assert "rankings" in small
    bare = json.loads(
        run("survey", roles, "--no-compare-with-paper", "-f", "json").stdout
    )
    assert "Published" not in bare["comparison"][0]
    assert "no column 'team'; there are" in refusal("survey", roles, "--by", "team")
    assert run("survey", roles, "--level", 0.95).exit_code == 2


@pytest.mark.slow
@pytest.mark.usefixtures("quick_images")
def test_the_same_answers_give_the_same_report(roles, tmp_path, run, monkeypatch):
    """On a given day, byte for byte; with the title that was asked for."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    pages = []
    for place in ("a", "b"):
        call = ["--out", tmp_path / place, "--title", "Our <teams>", "--by", "role"]
        assert run("survey", roles, *call).exit_code == 0
        pages.append((tmp_path / place / "report.html").read_bytes())
    assert pages[0] == pages[1]
    assert b"<h1>Our &lt;teams&gt;</h1>" in pages[0]
    assert b"1 January 1970" in pages[0]
    call = ["--out", tmp_path / "c", "--date", "2024-05-02"]
    assert run("survey", roles, *call).exit_code == 0
    assert b"2 May 2024" in (tmp_path / "c" / "report.html").read_bytes()


def test_notes_never_stand_between_the_rows_of_csv(roles, call):
    """They go to the errors; elsewhere they are the first table."""
    code, out, err = call("survey", roles, "-f", "csv")
    assert code == 0
    assert out.startswith("Challenge,")
    assert "mlops-study: 12 rows read." in err.splitlines()
    code, out, err = call("survey", roles, "-f", "markdown")
    assert out.startswith("What to know of the answers")
    assert err == ""


def test_everything_wrong_is_listed_and_nothing_written(tmp_path, call):
    """A line for each cause, code 2, no output, no folder."""
    path = tmp_path / "answers.csv"
    path.write_text(
        "respondent,P1,P2,P3,P4,C1\na,6,1,1,1,1\na,1,1,1,x,9\n", encoding="utf-8"
    )
    code, out, err = call("survey", path, "--out", tmp_path / "result")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert all(line.startswith(f"mlops-study: {path}: ") for line in lines)
    assert [line.split(": ", 2)[2][:7] for line in lines] == [
        "row 2: ",
        "'6' (1)",
        "'9' (1)",
    ]
    assert not (tmp_path / "result").exists()
    code, _, err = call("survey", path, "--limit", 1)
    assert "'6' (1) and 1 more are no answers" in err


def test_a_mapping_is_started_corrected_and_used(tmp_path, run, refusal):
    """What was found is filled in; a question mark is refused until it is answered."""
    answers, mapping = tmp_path / "answers.csv", tmp_path / "map.toml"
    answers.write_text(
        "name,P1,P2,P3,P4,P5\nx,Ja,Nein,4,4,4\ny,Nein,4,4,4,4\n", encoding="utf-8"
    )
    assert "labels.agreement" in refusal("survey", answers)
    started = run("survey", answers, "--start-map", mapping)
    assert (started.exit_code, started.stdout.strip()) == (0, str(mapping))
    assert "exists already" in refusal("survey", answers, "--start-map", mapping)
    text = mapping.read_text(encoding="utf-8")
    assert '"Ja" = "?"  # cells: 1' in text
    assert "'?' is not an answer" in refusal("survey", answers, "--map", mapping)
    text = text.replace('"Ja" = "?"', '"Ja" = "Agree"').replace('"?"', "2")
    mapping.write_text(text, encoding="utf-8")
    found = json.loads(run("survey", answers, "--map", mapping, "-f", "json").stdout)
    assert len(found["table1"]) == 5


def test_an_own_questionnaire_is_used(tmp_path, run, refusal):
    """Its items are those of the file."""
    sheet, answers = tmp_path / "own.csv", tmp_path / "answers.csv"
    sheet.write_text(
        "item,table,row,wording,scale\nQ1,Tools,Git,We use git,yes_no\n",
        encoding="utf-8",
    )
    answers.write_text("q1\nyes\nno\n", encoding="utf-8")
    assert "no column is an item" in refusal("survey", answers)
    start = tmp_path / "map.toml"
    call = ["survey", answers, "--questionnaire", sheet, "--start-map", start]
    assert run(*call).exit_code == 0
    assert '"q1" = "Q1"' in start.read_text(encoding="utf-8")


def test_triangulate_takes_own_answers(tmp_path, run, refusal):
    """Their shares are those of the file, and the survey may lack the practices."""
    result = run("triangulate", "--responses", SYNTHETIC, "-f", "json")
    assert "Numbers on the scale agreement: 5 Strongly agree" in result.stderr
    found = json.loads(result.stdout)
    first = found[0]
    assert first["Evidence"] == "Survey, strong agreement"
    assert first["Automation"].startswith("50 %, rank ")
    items = survey.questionnaire().own("table5").index
    path = tmp_path / "culture.csv"
    path.write_text(
        ",".join(["respondent", *items]) + "\na,1,1,1,1,1\n", encoding="utf-8"
    )
    message = refusal("triangulate", "--responses", path)
    assert message == (
        f"{path}: nobody answered all best practices (P1, P2, P3, P4, P5)"
    )


@pytest.mark.slow
def test_triangulate_takes_an_own_organisation(tmp_path, run):
    """The effects are those of its scenario."""
    path = tmp_path / "short.toml"
    path.write_text(
        "[run]\nwarm_up = 0\nmeasured = 40\n[organisation]\nmodels = 1\n",
        encoding="utf-8",
    )
    call = ["triangulate", "--scenario", path, "-n", 2, "--workers", 2, "-f", "csv"]
    own = run(*call)
    assert own.exit_code == 0
    assert own.stdout != run("triangulate", "-f", "csv").stdout


@pytest.mark.usefixtures("quick_images")
def test_the_answers_are_never_written_over(tmp_path, refusal):
    """Even with --force, though an output would have their name."""
    answers = tmp_path / "table1.csv"
    answers.write_bytes(survey.synthetic_file().read_bytes())
    call = ["survey", answers, "--out", tmp_path, "-f", "csv", "--force"]
    assert "is read by this command; expected another place" in refusal(*call)
    assert answers.read_bytes() == survey.synthetic_file().read_bytes()
    assert len(list(tmp_path.iterdir())) == 1


def test_an_output_in_the_way_is_said_before_the_work(tmp_path, monkeypatch, refusal):
    """No simulation is run for nothing."""
    monkeypatch.setattr(experiments, "replicate", lambda *_, **__: 1 / 0)
    call = ["triangulate", "--scenario", "basic", "--pairs", "--out", tmp_path]
    for name in ("triangulation.md", "concordance.md"):
        path = tmp_path / name
        path.write_text("mine", encoding="utf-8")
        assert refusal(*call) == f"{path} exists already; --force overwrites it"
        path.unlink()


def test_triangulate_writes_each_table(tmp_path, run):
    """Those that it checked before the work, and no other."""
    assert run("triangulate", "--pairs", "--out", tmp_path).exit_code == 0
    names = {path.stem for path in tmp_path.iterdir()}
    assert names == {"triangulation", "concordance"}


def test_a_questionnaire_is_written_for_a_tool(tmp_path, run):
    """Printed, or into a folder under the tool's name."""
    for tool, ending in survey.EXPORTS.items():
        call = ["questionnaire", "--export", tool]
        assert run(*call, "--out", tmp_path).exit_code == 0
        path = tmp_path / f"{tool}.{ending}"
        assert run(*call).stdout == path.read_text(encoding="utf-8")


def test_the_command_supposes_what_the_statistics_do():
    """Its defaults are typed, so that --help need not import them."""
    usual = inspect.signature(surveys.survey).parameters
    assert usual["least"].default == survey.LEAST
    assert usual["level"].default == 100 * percentages.SURE


def test_what_an_option_cannot_use_of_a_file_names_the_file(tmp_path, refusal):
    """Of weights, of groups, of a questionnaire to be exported."""
    answers, own = tmp_path / "a.csv", tmp_path / "own.csv"
    rows = [f"R{i},{i % 2},team {i}" for i in range(9)]
    answers.write_text("\n".join(["respondent,C1,team", *rows]), encoding="utf-8")
    message = refusal("survey", answers, "--weight", "team")
    assert message.startswith(f"{answers}: column team: 'team 0' is no weight")
    message = refusal("survey", answers, "--by", "team", "--least", 1)
    assert message.startswith(f"{answers}: column team: 9 groups of 1 respondents")
    own.write_text("item,table,row,wording,scale\nA 1,t,r,w?,7\n", encoding="utf-8")
    message = refusal("questionnaire", "--questionnaire", own, "--export", "redcap")
    assert message.startswith(f"{own}: item 'A 1': no code that survey tools take")
