"""`dateline fetch`: pages of the open web → articles, as JSON lines for the other commands."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated
from urllib.parse import urlsplit

import typer

from pipeline.commands import choices
from pipeline.commands.extract import LinesOut, lines_to
from pipeline.commands.statuses import ALL_READ, NOTHING_DONE, SOME_REFUSED
from pipeline.commands.talk import Talk, counted
from pipeline.errors import ArticleError
from pipeline.reading import Options
from pipeline.reading.articles import read_sources
from pipeline.reading.fetching import Fetcher, FetchLimits
from pipeline.reading.options import MEGABYTE
from pipeline.records import Article, Refusal

Urls = Annotated[
    list[str],
    typer.Argument(metavar="URL", show_default=False, help="Pages or feeds, with http(s)://"),
]
MostMegabytes = Annotated[
    float,
    typer.Option("--most-mb", min=0.001, metavar="MB", help="Refuse an answer larger than this."),
]
MostSeconds = Annotated[
    float,
    typer.Option("--most-seconds", min=0.1, metavar="S", help="Give up on a page after this long."),
]


def fetch(  # noqa: PLR0913 - one per option of the command line
    urls: Urls,
    *,
    out: LinesOut = None,
    most_mb: MostMegabytes = 20.0,
    most_seconds: MostSeconds = 30.0,
    any_language: choices.AnyLanguage = False,
    quiet: choices.Quiet = False,
) -> None:
    """Pages of the web to articles; the only command that uses the network.

    Public addresses only, within bounds of size and time, and only what the site's robots.txt
    allows.

    dateline fetch https://example.org/news/story.html | dateline extract - -o events.csv

    dateline fetch https://example.org/feed.xml -o today.jsonl
    """
    from pipeline.table.files import check_writable, write_refused

    talk = Talk(quiet=quiet)
    if out is not None:
        check_writable(out, endings=(".jsonl",))
    fetcher = Fetcher(FetchLimits(int(most_mb * MEGABYTE), most_seconds))
    refused: list[Refusal] = []
    count = 0
    with lines_to(out) as lines:
        for found in _articles(urls, fetcher, choices.reading_options(any_language=any_language)):
            if isinstance(found, Refusal):
                refused.append(found)
                talk.warn(f"refused: {found.where}: {found.reason}")
            else:
                count += 1
                lines.write(_line(found))
    if out is not None and refused:
        write_refused(refused, out)
    talk.say(f"{counted(count, 'article')} fetched, {len(refused):,} refused")
    if count == 0:
        raise typer.Exit(NOTHING_DONE)
    raise typer.Exit(SOME_REFUSED if refused else ALL_READ)


def _articles(
    urls: Iterable[str], fetcher: Fetcher, options: Options
) -> Iterator[Article | Refusal]:
    """The articles of the pages, under the addresses they were fetched from."""
    for url in urls:
        try:
            source = fetcher.fetch(url)
        except ArticleError as error:
            yield Refusal(url, error.problem)
            continue
        for found in read_sources([source], options=options):
            if isinstance(found, Article) and found.where == source.where:
                host = urlsplit(source.where).hostname or ""
                yield replace(found, id=source.where, url=source.where, source=found.source or host)
            else:
                yield found


def _line(article: Article) -> str:
    day = None if article.date is None else article.date.isoformat()
    fields = {"id": article.id, "title": article.title, "date": day, "source": article.source}
    whole = {**fields, "url": article.url, "text": article.text}
    return json.dumps(whole, ensure_ascii=False) + "\n"
