"""Write the notebooks as Colab opens them: `python scripts/colab.py FOLDER`.

Colab opens a notebook alone, without the package. So CI keeps a branch `colab` of
notebooks whose first cell installs it, from the commit that they are part of.
"""

import json
import sys
from pathlib import Path

from book_extension import git, repository_url
from notebooks import ROOT, pages

INSTALL = """\
# The package of this commit. If Colab asks to restart the session, do so and go on.
%pip install --quiet "mlops-study[notebooks] @ git+{url}@{commit}\""""


def with_installation(notebook: Path, url: str, commit: str) -> str:
    """Return a notebook's text with a first cell that installs the package."""
    content = json.loads(notebook.read_text("utf-8"))
    cell = {
        "cell_type": "code",
        "id": "install",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": INSTALL.format(url=url, commit=commit).splitlines(keepends=True),
    }
    content["cells"].insert(0, cell)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def main(folder: Path) -> None:
    """Write every page below a folder, at the place that it has in the project."""
    url = repository_url()
    if not url:
        sys.exit("colab.py: no public address is known, by CI or the git remote")
    for page in pages():
        source = page.with_suffix(".ipynb")
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = with_installation(source, url, git("rev-parse", "HEAD"))
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
