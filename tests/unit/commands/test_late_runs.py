from dataclasses import dataclass, field

import pytest
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner

from pipeline.commands.late_runs import on_the_page_shown


@dataclass
class Pages:
    current_page_script_hash: str


@dataclass
class Runner:
    _pages_manager: Pages
    asked: list[RerunData] = field(default_factory=list)

    def run(self, asked: RerunData) -> None:
        self.asked.append(asked)


@pytest.mark.parametrize(
    ("shown", "parts", "page"),
    [
        ("map", ["part"], "map"),  # the page was turned after the part had asked
        ("map", [], "add"),  # the whole page is asked for: it is turned now
        ("", ["part"], "add"),  # nothing is shown yet
    ],
)
def test_a_part_runs_on_the_page_that_is_shown(shown: str, parts: list[str], page: str) -> None:
    runner = Runner(Pages(shown))
    asked = RerunData(page_script_hash="add", fragment_id_queue=parts, query_string="lang=uk")
    on_the_page_shown(Runner.run)(runner, asked)
    (run,) = runner.asked
    assert (run.page_script_hash, run.query_string) == (page, "lang=uk")


def test_it_is_put_around_once() -> None:
    once = on_the_page_shown(Runner.run)
    assert on_the_page_shown(once) is once


def test_streamlit_runs_its_scripts_there() -> None:
    assert callable(ScriptRunner._run_script)  # noqa: SLF001
