"""Begin a page from the starter page of its type, and put it into the menu.

Usage: python scripts/new_page.py [--type TYPE] [--id NAME] [--title TITLE]

What is not given is asked for. Afterwards it lists what is still to be written.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from sitekit import checks, new_page
from sitekit.paths import DOCS


def ask(question: str, field: str, given: str | None, docs: Path, default: str = "") -> str:
    """Return a value that is as it should be: the one given, or the first good answer.

    Raises:
        ValueError: The one given is wrong, or nobody is there to answer.
    """
    if given is not None:
        if problem := new_page.problem(field, given, docs):
            raise ValueError(problem)
        return given
    while True:
        try:
            answer = input(question).strip() or default
        except EOFError:
            raise ValueError(
                "nobody answered; write: make new-page TYPE=procedure ID=nerve-block "
                'TITLE="Nerve block"'
            ) from None
        problem = new_page.problem(field, answer, docs)
        if not problem:
            return answer
        print(problem)


def main(argv: list[str] | None = None, docs: Path = DOCS) -> int:
    """Write the page; return 1 if a value is wrong, and then change nothing."""
    parser = argparse.ArgumentParser(description="Begin a page.")
    parser.add_argument("--type", help=f"one of: {', '.join(new_page.types(docs))}")
    parser.add_argument("--id", help="the file name, such as nerve-block")
    parser.add_argument("--title", help="the title in a reader's words")
    options = parser.parse_args(argv)
    try:
        kinds = ", ".join(new_page.types(docs))
        page_type = ask(f"Page type ({kinds}): ", "page_type", options.type, docs)
        title = ask("Title, in a reader's words: ", "title", options.title, docs)
        idea = new_page.suggest_id(title)
        name = ask(f"File name [{idea}]: ", "id", options.id, docs, idea)
        start = new_page.Start(page_type, name, title)
        path = new_page.write(start, docs, datetime.date.today())
    except ValueError as error:
        print(f"Nothing was written: {error}")
        return 1
    shown = path.relative_to(docs.parent).as_posix()
    print(f"Wrote {shown} and its line in mkdocs.yml, where the name in the menu may be shorter.")
    for finding in checks.run(docs):
        if finding.path == shown:
            print(finding)
    return 0


if __name__ == "__main__":
    sys.exit(main())
