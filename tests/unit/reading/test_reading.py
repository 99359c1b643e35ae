"""Every format gives its articles; every bad input gives one refusal with its reason."""

# ruff: noqa: RUF001 - other scripts are what some of these tests are about

import base64
import bz2
import datetime as dt
import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.reading import Columns, Limits, Options, read_articles
from pipeline.reading.articles import count_articles
from pipeline.reading.languages import language_name
from pipeline.records import Article, Refusal

STORY = (
    "Shells fell on the port of Odesa on Monday, and the mayor said that two people were hurt. "
    "The power was out in most of the city for the rest of the day."
)
PAGE = f"""<!doctype html><html><head><title>Port hit</title>
<meta property="og:title" content="Port hit"><meta property="og:site_name" content="Sample Post">
<meta property="article:published_time" content="2022-03-07T21:30:00+02:00">
<link rel="canonical" href="https://example.org/port"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Port hit</h1><p>{STORY}</p><p>{STORY[::-1]}</p>
<p>{STORY}  Then it rained.</p></article><footer>All rights reserved</footer></body></html>"""


def read(*paths: Path | str, options: Options | None = None) -> list[Article | Refusal]:
    return list(read_articles([str(path) for path in paths], options=options or Options()))


def one(path: Path, options: Options | None = None) -> Article:
    (found,) = read(path, options=options)
    assert isinstance(found, Article), found
    return found


def reason(path: Path, options: Options | None = None) -> str:
    (found,) = read(path, options=options)
    assert isinstance(found, Refusal), found
    assert str(path) in found.where
    return found.reason


def test_a_text_is_its_bytes_decoded_and_nothing_else(tmp_path: Path) -> None:
    content = "\ufeff  KYIV\r\nشيل 💥 e\u0301\u2028 end \n\n".encode()
    (tmp_path / "a.txt").write_bytes(content)
    article = one(tmp_path / "a.txt")
    assert article.text == content.decode("utf-8")
    assert article.id == "a"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16", f"{STORY} — “quoted”"),
        ("utf-32", STORY),
        ("cp1252", f"{STORY} The café said “no” — twice. " * 20),
    ],
)
def test_another_encoding_is_detected(tmp_path: Path, encoding: str, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert one(tmp_path / "a.txt").text == text


def test_a_few_stray_bytes_in_utf_8_are_read_as_cp1252(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = f"{STORY} Łódź, Kraków, Poznań. "
    (tmp_path / "a.txt").write_bytes(good.encode() + b"a caf\xe9 there")
    with caplog.at_level("WARNING", logger="pipeline"):
        assert one(tmp_path / "a.txt").text == f"{good}a café there"
    assert "mixed encodings" in caplog.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\xef\xbb\xbf\t", "no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(300), "PNG"),
        ("noise.txt", bytes(range(256)) * 20, "binary"),
        ("noise.jsonl", bytes(range(256)) * 20, "binary"),
        ("noise.csv", bytes(range(256)) * 20, "binary"),
        ("notext.csv", b"colour,size\r\nred,1\r\n", "--text-column"),
        ("ours.csv", b"event_id,quote_start,place_rule,type_rule,text\r\n", "table of events"),
        ("a.json", b"{", "not JSON"),
        ("b.json", b'{"colour": "red"}', "no list of articles"),
        ("deep.json", b"[" * 100_000, "deep"),
        ("a.xml", b"<rss><channel><item>", "not whole XML"),
        ("b.xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no RSS or Atom"),
        ("a.pdf", b"%PDF-1.7 and then nothing", "PDF"),
        ("a.docx", b"PK\x03\x04 and then nothing", "DOCX"),
        ("a.zip", b"PK\x03\x04 and then nothing", "ZIP"),
        ("a.txt.gz", b"\x1f\x8b and then nothing", "cannot be read"),
        ("a.parquet", b"PAR1 and then nothing", "Parquet"),
        ("a.warc", b"no archive at all\r\n\r\n", "web archive"),
        ("b.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200\r\n", "web archive"),
        ("b.txt", b"--- ... !!!", "no word"),
        ("a.eml", b"\r\nno header\r\n", "no header"),
        ("a.mbox", b"no mail\r\n", "not a mailbox"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.xyz", b"what is it", ".xyz is none of"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in reason(path)


def test_a_text_beyond_the_bound_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "split it" in reason(path)


def test_one_line_of_a_megabyte_is_read(tmp_path: Path) -> None:
    text = (STORY + " ") * 7000
    (tmp_path / "line.txt").write_text(text, encoding="utf-8")
    assert one(tmp_path / "line.txt").text == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "Ukrainian",
            "Російські війська їхали обстріляли місто вночі, і двоє людей загинули в лікарні.",
        ),
        ("Russian", "Российские войска обстреляли город ночью, и двое людей погибли в больнице."),
        ("Arabic", "قصفت القوات المدينة ليلا وقتل شخصان في المستشفى وقال رئيس البلدية إن الكهرباء"),
        (
            "French",
            "Les troupes ont bombardé la ville dans la nuit et deux personnes sont mortes. ",
        ),
        ("Croatian", "Vojska je noću granatirala grad i dvoje je ljudi poginulo u bolnici. "),
        ("Vietnamese", "Quân đội đã pháo kích thành phố trong đêm và hai người đã thiệt mạng. "),
        ("Swahili", "Jeshi lilishambulia mji usiku na watu wawili waliuawa hospitalini. "),
        ("Persian", "ارتش شب گذشته شهر را گلوله باران کرد و دو نفر در بیمارستان کشته شدند. "),
        ("German", "Die Truppen haben die Stadt in der Nacht beschossen und zwei sind tot, sagte "),
    ],
)
def test_another_language_is_named_and_refused(tmp_path: Path, language: str, text: str) -> None:
    (tmp_path / "a.txt").write_text(text * 4, encoding="utf-8")
    assert language in reason(tmp_path / "a.txt")
    found = one(tmp_path / "a.txt", Options(any_language=True))
    assert found.text == text * 4
    assert language_name(found.language) == language


def test_one_sentence_of_another_language_is_enough(tmp_path: Path) -> None:
    text = "Bei einem Angriff auf die Stadt sind am Montag zwei Menschen getötet worden."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert "German" in reason(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "text", ["Two killed in Odesa port.", "Odesa, Kyiv, Lviv, Poltava, Sumy, Rivne, Lutsk, Uman."]
)
def test_a_headline_or_a_list_of_names_may_be_english(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = one(tmp_path / "a.txt")
    assert (found.text, found.language) == (text, "en")


def test_english_with_another_script_in_it_is_read(tmp_path: Path) -> None:
    text = f"{STORY} “قصفت القوات المدينة ليلا” 💥, a man said. Місто Одеса."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert one(tmp_path / "a.txt").text == text


def test_json_lines_give_an_article_each_and_refuse_the_others(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a1", "text": STORY, "date": "2022-03-07", "source": "S", "url": "u"}),
        '["no", "object"]',
        "not json",
        "",
        '{"id": "a2", "text": ""}',
        '{"id": "a3", "text": 7}',
        json.dumps(
            {"Body": STORY, "headline": "T", "published": "Mon, 07 Mar 2022 21:30:00 +0200"}
        ),
        json.dumps({"id": "a1", "text": STORY}),
        json.dumps({"id": "a1~2", "text": STORY}),
        '{"id": 12, "text": "a lone \\ud83d surrogate"}',
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path)
    articles = [item for item in found if isinstance(item, Article)]
    assert [item.where for item in found if isinstance(item, Refusal)] == [
        f"{path}:{line}" for line in (2, 3, 5, 6)
    ]
    assert [article.id for article in articles] == ["a1", "news-7", "a1~2", "a1~2~2", "12"]
    assert articles[0] == Article(
        "a1", STORY, "", dt.date(2022, 3, 7), "S", "u", f"{path}:1", id_given=True, language="en"
    )
    assert (articles[1].title, articles[1].date) == ("T", dt.date(2022, 3, 7))
    assert articles[4].text == "a lone \ufffd surrogate"


def test_a_line_beyond_the_bound_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    long, short = json.dumps({"text": "x" * 500}), json.dumps({"text": STORY})
    path.write_text(f"{long}\n{short}\n{long}", encoding="utf-8")
    found = read(path, options=Options(limits=Limits(line_bytes=300)))
    assert [type(item) for item in found] == [Refusal, Article, Refusal]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda items: items,
        lambda items: {"articles": items},
        lambda items: {"status": "ok", "response": {"results": items}},
    ],
)
def test_json_holds_articles_where_services_put_them(
    tmp_path: Path, wrapped: Callable[[object], object]
) -> None:
    items = [{"title": "A", "content": STORY, "source": {"name": "Post"}}, {"title": "none"}]
    (tmp_path / "a.json").write_text(json.dumps(wrapped(items)), encoding="utf-8")
    article, refusal = read(tmp_path / "a.json")
    assert isinstance(article, Article)
    assert (article.id, article.source, article.text) == ("a-1", "Post", STORY)
    assert isinstance(refusal, Refusal)


@pytest.mark.parametrize(("ending", "sign"), [("csv", ","), ("csv", ";"), ("tsv", "\t")])
def test_a_table_gives_an_article_a_row(tmp_path: Path, ending: str, sign: str) -> None:
    rows = [["ID", "Full Text", "Pub Date"], ["x", f'"{STORY}"', "07.03.2022"], ["y", '""', ""]]
    path = tmp_path / f"t.{ending}"
    path.write_text("\ufeff" + "\r\n".join(sign.join(row) for row in rows), encoding="utf-8")
    article, refusal = read(path)
    assert isinstance(article, Article)
    assert (article.id, article.text, article.date) == ("x", STORY, dt.date(2022, 3, 7))
    assert isinstance(refusal, Refusal)
    assert refusal.where == f"{path}:3"


def test_a_column_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'blurb,text\n"{STORY}",short\n', encoding="utf-8")
    assert one(path, Options(columns=Columns(text="blurb"))).text == STORY
    assert "no column 'blob'" in reason(path, Options(columns=Columns(text="blob")))


def test_a_named_column_that_is_not_there_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "t.csv").write_text(f'text,day\n"{STORY}",2022-03-07\n', encoding="utf-8")
    assert one(tmp_path / "t.csv", Options(columns=Columns(date="days"))).date is None
    assert "no column days (columns: text, day)" in caplog.text


def test_a_latin_1_row_of_a_table_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f'text\n"{STORY} At the café."\n'.encode("cp1252"))
    assert one(path).text == f"{STORY} At the café."


def test_parquet_gives_an_article_a_row(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "t.parquet"
    rows = {"body": [STORY, None], "day": [dt.date(2022, 3, 7), None], "id": [1, 2]}
    pq.write_table(pa.table(rows), path)
    article, refusal = read(path)
    assert isinstance(article, Article)
    assert (article.id, article.text, article.date) == ("1", STORY, dt.date(2022, 3, 7))
    assert isinstance(refusal, Refusal)


def test_a_page_gives_its_article_with_what_it_says_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text(PAGE, encoding="utf-8")
    article = one(path)
    assert STORY in article.text
    assert "All rights reserved" not in article.text
    assert article.title == "Port hit"
    assert article.date == dt.date(2022, 3, 7)
    assert article.source == "Sample Post"
    assert article.url == "https://example.org/port"


RSS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wire</title>
<item><title>A &amp; B</title><link>https://example.org/a</link><guid>g1</guid>
<pubDate>Mon, 07 Mar 2022 21:30:00 GMT</pubDate><description>short</description>
<content:encoded><![CDATA[<p>First.</p><script>no()</script><p>Second &lt;b&gt;.</p>]]>
</content:encoded>
</item><item><link>https://example.org/b</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>g1</id>
<title>A &amp; B</title><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/a"/><published>2022-03-07T21:30:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p>
<p>Second &lt;b&gt;.</p></div></content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_a_feed_gives_an_article_an_item(tmp_path: Path, feed: str) -> None:
    path = tmp_path / "f.xml"
    path.write_text(feed, encoding="utf-8")
    article = read(path)[0]
    assert isinstance(article, Article)
    assert (article.id, article.title, article.source) == ("g1", "A & B", "Wire")
    assert (article.url, article.date) == ("https://example.org/a", dt.date(2022, 3, 7))
    assert article.text.split("\n")[0] == "First."
    assert "no()" not in article.text


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_feed_that_declares_entities_is_refused(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "f.xml"
    path.write_text(f"<?xml version='1.0'?>{declared}<rss><channel/></rss>", encoding="utf-8")
    assert "entities" in reason(path)


MAIL = (
    "From: Press Office <press@example.org>\r\nSubject: =?utf-8?q?Port_h=C3=AFt?=\r\n"
    "Date: Mon, 07 Mar 2022 21:30:00 +0200\r\nMIME-Version: 1.0\r\n"
)


def test_a_mail_gives_its_plain_body(tmp_path: Path) -> None:
    body = base64.encodebytes(STORY.encode()).decode()
    head = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    (tmp_path / "m.eml").write_text(MAIL + head + body, encoding="ascii")
    article = one(tmp_path / "m.eml")
    assert (article.text, article.title) == (STORY, "Port hït")
    assert (article.source, article.date) == ("Press Office", dt.date(2022, 3, 7))


def test_a_mailbox_gives_an_article_a_mail(tmp_path: Path) -> None:
    mail = f"From x@example.org Mon Mar  7\r\n{MAIL}\r\n{STORY}\r\n\r\n"
    (tmp_path / "m.mbox").write_text(mail * 3, encoding="utf-8")
    assert [getattr(item, "id", item) for item in read(tmp_path / "m.mbox")] == [
        "m-1", "m-2", "m-3",
    ]  # fmt: skip


def test_a_docx_gives_its_paragraphs(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.core_properties.title = "Port hit"
    document.add_paragraph("First.")
    document.add_paragraph(STORY)
    document.save(str(tmp_path / "d.docx"))
    article = one(tmp_path / "d.docx")
    assert (article.text, article.title) == (f"First.\n{STORY}", "Port hit")


def pdf_bytes(text: str) -> bytes:
    """A one-page PDF that shows the text in Helvetica."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R %s >>"
        % b"/Resources << /Font << /F1 5 0 R >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    )


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(pdf_bytes("Shells fell on the port on Monday."))
    assert one(tmp_path / "p.pdf").text == "Shells fell on the port on Monday."


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf_bytes("secret")))
    writer.encrypt("sesame", algorithm="RC4-128")
    writer.write(tmp_path / "p.pdf")
    assert "password" in reason(tmp_path / "p.pdf")


def test_a_pdf_that_is_encrypted_by_aes_is_refused_with_a_remedy(tmp_path: Path) -> None:
    lock = (
        b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <%s> /U <%s> /OE <%s> /UE <%s> "
        b"/Perms <%s> /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> "
        b"/StmF /StdCF /StrF /StdCF >>"
        % (b"0f" * 48, b"f0" * 48, b"0f" * 32, b"f0" * 32, b"0f" * 16)
    )
    ends = b"/Encrypt %s /ID [<00> <00>] /Size 6" % lock
    (tmp_path / "p.pdf").write_bytes(pdf_bytes("secret").replace(b"/Size 6", ends))
    assert "password" in reason(tmp_path / "p.pdf")


def test_archives_give_what_is_in_them(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "text": STORY})
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/one.txt", STORY)
        archive.writestr("two.jsonl.gz", gzip.compress(line.encode()))
        archive.writestr("in/style.css", "p {}")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    found = read(tmp_path / "a.zip", tmp_path / "b.txt.gz")
    assert [getattr(item, "id", item) for item in found] == ["a/in/one", "x", "b"]


def test_an_archive_never_leads_out_of_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("../../evil.txt", "/etc/evil.txt", "C:/evil.txt", "good.txt"):
            archive.writestr(name, STORY)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found = read(tmp_path / "a.zip")
    assert [type(item) for item in found] == [Refusal, Refusal, Refusal, Article, Refusal]


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.txt.gz"])
def test_a_bomb_is_refused(tmp_path: Path, name: str) -> None:
    path, zeros = tmp_path / name, b" " * 30_000_000
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.jsonl", zeros)
    else:
        path = tmp_path / "bomb.jsonl.gz"
        path.write_bytes(gzip.compress(zeros))
    (found,) = read(path)
    assert isinstance(found, Refusal)
    assert "bomb" in found.reason


def test_archives_within_archives_are_refused_at_last(tmp_path: Path) -> None:
    content = STORY.encode()
    for name in ("x.txt", "1.zip", "2.zip"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, content)
        content = buffer.getvalue()
    (tmp_path / "3.zip").write_bytes(content)
    (found,) = read(tmp_path / "3.zip")
    assert isinstance(found, Refusal)
    assert "inside 2 others" in found.reason


def warc_record(kind: str, body: str) -> bytes:
    answer = f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/w\r\n"
        "Content-Type: application/http; msgtype=response\r\nWARC-Date: 2022-03-08T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    records = (warc_record("image/png", "x"), warc_record("text/html", PAGE))
    (tmp_path / "w.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    article = one(tmp_path / "w.warc.gz")
    assert STORY in article.text
    assert (article.id, article.url) == ("w-1", "https://example.org/w")


def test_a_folder_is_read_whole_in_order_and_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/a.txt", ".hidden.txt", "photo.jpg", "LICENSE"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    found = read(tmp_path, tmp_path / "*.txt")
    assert [getattr(item, "id", "") for item in found] == ["a", "b", "in/a", ""]
    assert isinstance(found[-1], Refusal)
    assert "leads back" in found[-1].reason


@pytest.mark.parametrize(
    "target", ["private.txt", "private", "."], ids=["file", "folder", "around"]
)
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "private").mkdir()
    for name in ("private.txt", "private/b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    given = tmp_path / "given"
    given.mkdir()
    (given / "link.txt").symlink_to(Path("..", target))
    (found,) = read(given)
    assert isinstance(found, Refusal)
    assert found.where == str(given / "link.txt")
    assert "out of the folder" in found.reason


def test_a_link_within_the_folder_or_given_by_name_is_followed(tmp_path: Path) -> None:
    given = tmp_path / "given"
    (given / ".kept").mkdir(parents=True)
    (given / ".kept" / "a.txt").write_text(STORY, encoding="utf-8")
    (given / "a.txt").symlink_to(Path(".kept", "a.txt"))
    (tmp_path / "name").symlink_to("given")
    for path in (given, tmp_path / "name", given / "a.txt"):
        assert [getattr(item, "id", "") for item in read(path)] == ["a"]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in reason(tmp_path / "pipe.txt")


def test_a_name_that_is_no_utf_8_can_be_told(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text(STORY, encoding="utf-8")
    (article,) = read(tmp_path)
    assert isinstance(article, Article)
    assert article.id == "caf\\xe9"
    article.where.encode()


def test_what_is_missing_or_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert "no such file" in reason(tmp_path / "none.txt")


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": STORY}) + "\n", encoding="utf-8")
    items = read_articles([str(path)])
    assert isinstance(next(items), Article)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n\n")
    (last,) = items
    assert isinstance(last, Refusal)
    assert "changed while" in last.reason


def test_limit_and_since_leave_articles_out(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": str(day), "text": STORY, "date": f"2022-03-0{day}"})
        for day in (1, 5, 6, 7)
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path, options=Options(since=dt.date(2022, 3, 2), limit=2))
    assert [getattr(item, "id", "") for item in found] == ["5", "6"]


@pytest.mark.parametrize("end", ["", "\n"])
def test_the_lines_of_json_are_counted_before_they_are_read(tmp_path: Path, end: str) -> None:
    line = json.dumps({"text": STORY})
    (tmp_path / "a.jsonl").write_text(f"{line}\nno object\n{line}{end}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    assert count_articles([str(tmp_path)]) == len(read(tmp_path)) == 4
    assert count_articles([str(tmp_path)], options=Options(limit=2)) == 2
    (tmp_path / "c.csv").write_text("text\nwho knows", encoding="utf-8")
    assert count_articles([str(tmp_path)]) is None


def test_a_long_feed_is_read_as_a_stream(tmp_path: Path) -> None:
    item = f"<item><title>t</title><description>{STORY}</description></item>"
    path = tmp_path / "long.xml"
    path.write_text(f"<rss><channel>{item * 20_000}</channel></rss>", encoding="utf-8")
    assert sum(isinstance(item, Article) for item in read_articles([str(path)])) == 20_000


def test_an_unknown_compression_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.bz2").write_bytes(bz2.compress(STORY.encode()))
    assert ".bz2 is none of" in reason(tmp_path / "a.txt.bz2")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"[" * 100_000),
        ("a.jsonl", b'{"text":' * 100_000),
        (
            "a.eml",
            b"".join(
                b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (level, level)
                for level in range(2_000)
            ),
        ),
    ],
)
def test_what_is_nested_without_end_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason(tmp_path / name).endswith("nested too deeply")


def test_a_header_without_end_is_cut(tmp_path: Path) -> None:
    head = b"Subject: " + b"=?utf-8?q?Port_hit?= " * 20_000
    (tmp_path / "a.eml").write_bytes(head + b"\n\n" + STORY.encode())
    article = one(tmp_path / "a.eml")
    assert article.text == STORY
    assert article.title.startswith("Port hit")
    assert len(article.title) < len(head) / 20


@pytest.mark.parametrize("day", ["1e400", "-1e400", "NaN", "1" * 400, "9" * 17, '"9999-99-99"'])
def test_a_day_that_is_none_leaves_the_other_lines_alone(tmp_path: Path, day: str) -> None:
    line = json.dumps({"id": "b", "text": STORY})
    (tmp_path / "a.jsonl").write_text(f'{{"id": "a", "text": "{STORY}", "date": {day}}}\n{line}\n')
    found = read(tmp_path / "a.jsonl")
    assert [item.id for item in found if isinstance(item, Article)] == ["a", "b"]
    assert isinstance(found[0], Article)
    assert found[0].date is None
