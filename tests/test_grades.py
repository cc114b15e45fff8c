"""A grade that is kept is the grade that the text has, and a changed text is graded anew."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sitekit import grades
from sitekit.checks import reading

EASY = "The cat sat on the mat. It was warm."
HARD = "Interventional radiofrequency neurotomy necessitates fluoroscopic visualization."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "grades.json"


def kept(file: Path, *texts: str) -> dict[str, float]:
    known = grades.Grades(file)
    for text in texts:
        known.of(text)
    known.keep()
    return dict(json.loads(file.read_text("utf-8")))


def test_a_known_text_is_not_measured_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grade = kept(file, EASY)[grades.key(EASY)]
    assert grade == grades.measure(EASY)
    monkeypatch.setattr(grades, "measure", lambda text: pytest.fail("measured again"))

    assert grades.Grades(file).of(EASY) == grade


def test_any_change_is_measured(file: Path) -> None:
    kept(file, EASY)
    known = grades.Grades(file)
    assert known.of(EASY + " " + HARD) == grades.measure(EASY + " " + HARD)
    masked = re.compile("Interventional|radiofrequency|fluoroscopic")
    assert known.of(HARD, masked) == grades.measure(masked.sub("it", HARD))
    assert known.of(HARD) == grades.measure(HARD) > known.of(HARD, masked)
    assert known.of(HARD, re.compile("cat")) == known.of(HARD)


def test_another_version_measures_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(file, EASY)
    monkeypatch.setattr(grades, "_versions", lambda: "textstat 9")
    monkeypatch.setattr(grades, "measure", lambda text: 99.0)

    assert grades.Grades(file).of(EASY) == 99.0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"KEY": "low"}', '{"KEY": NaN}', '{"KEY": null}'])
def test_what_is_spoiled_is_measured_again(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text.replace("KEY", grades.key(HARD)), "utf-8")

    assert grades.Grades(file).of(HARD) == grades.measure(HARD)


def test_only_the_newest_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grades, "MOST", 2)
    monkeypatch.setattr(grades, "measure", lambda text: 1.0)

    assert set(kept(file, "a", "b", "c")) == {grades.key("b"), grades.key("c")}


def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    known = grades.Grades(tmp_path / "file" / "grades.json")
    known.of(EASY)

    known.keep()


def test_the_pattern_of_terms_is_the_same_in_each_run() -> None:
    # Sets of texts have another order in each process, and the pattern is a part of the key.
    program = (
        "from sitekit import glossary; from sitekit.checks import reading; from sitekit.paths "
        "import DOCS; print(reading._masked(glossary.load(DOCS)[0]).pattern)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_the_check_finds_a_hard_page_with_a_warm_cache(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sitekit.checks.content import Content, Text
    from sitekit.paths import DOCS

    monkeypatch.setattr(grades.Grades.__init__, "__defaults__", (file,))
    content, _ = Content.load(DOCS)
    page = content.texts[0]

    def said() -> list[str]:
        return [f.message for f in reading.check(content) if "reads at grade" in f.message]

    assert said() == []
    content.texts[0] = Text(page.path, page.shown, [*page.lines, *[HARD] * 30], 0, page.page)
    first = said()
    assert first
    assert said() == first
