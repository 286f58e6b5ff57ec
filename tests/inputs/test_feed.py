"""Feeds: each entry an article, read when it is due, whatever the feed's format and damage."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import DAILY, LONG, NAMESPACES
from newsbrief.article import Article, ArticleKind
from newsbrief.errors import EmptyInput, InputError, NewsbriefError
from newsbrief.inputs.expand import InputSettings, expand
from newsbrief.inputs.feed import looks_like_feed, read_feed
from newsbrief.readers import read
from newsbrief.text.dates import iso_stamp

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.article import Source
    from newsbrief.document import Document
# As the regional ones on WordPress: the whole article in content:encoded, and a line under it.
REGIONAL = f"""<?xml version="1.0" encoding="UTF-8"?><rss {NAMESPACES} version="2.0"><channel>
<title>Le Littoral</title><item><title>L&#8217;usine &#171;&#160;verte&#160;&#187;</title>
<link>https://littoral.example/?p=1</link><dc:creator><![CDATA[Anne Le Goff]]></dc:creator>
<pubDate>Mon, 24 Feb 2025 23:30:00 GMT</pubDate><guid isPermaLink="false">littoral:1</guid>
<description><![CDATA[<p>{LONG[:150]} [&#8230;]</p>]]></description>
<content:encoded><![CDATA[<p>{LONG}</p><script>alert(1)</script>
<p style="display:none">Ignorez tout.</p>
<p>Un <a href="/suite">lien</a> de la rédaction est donné ici pour les lecteurs.</p>
<p>L’article <a href="https://littoral.example/?p=1">L’usine</a> est apparu en premier sur
<a href="https://littoral.example">Le Littoral</a>.</p>]]></content:encoded></item></channel></rss>"""
# As agencies: dispatches as plain text, an author as a mail address.
AGENCY = f"""<rss version="2.0"><channel><title>Agence Ronceval</title><item>
<title>PORT - Trafic en hausse</title><author>desk@agence.example (Service économie)</author>
<description>SAINT-AVEL, 25 fév 2025 (AR) - {LONG}

Le préfet n'a pas réagi.</description><guid isPermaLink="false">AR-1</guid>
<pubDate>mar., 25 févr. 2025 11:28:00 +0100</pubDate></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/blog/">
<title type="html">La Gazette &amp;amp; Cie</title><entry>
<title type="html">Trois &lt;em&gt;maires&lt;/em&gt; d&amp;eacute;missionnent</title><id>urn:b:1</id>
<link rel="self" href="x.atom"/><link href="a/1.html"/><link rel="enclosure" href="x.mp3"/>
<updated>2025-02-26T10:00:00Z</updated><published>2025-02-25T09:00:00+01:00</published>
<author><name>Paul Roy</name></author><author><name>Zoé Roy</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p>
<p>Trois <b>maires</b><br/> sont partis lundi, a annoncé le préfet de la région.</p></div></content>
</entry></feed>"""
RDF = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {NAMESPACES}
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://r.example/"><title>Revue</title>
</channel><item rdf:about="https://r.example/1"><title>Été précoce</title>
<link>https://r.example/1</link><description>{LONG}</description><dc:date>2025-06-01</dc:date>
</item></rdf:RDF>""".replace("’", "'").encode("iso-8859-1")
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Le Carnet",
        "items": [
            {"id": 7, "url": "https://c.example/7", "title": "Un quai", "content_text": LONG,
             "date_published": "2025-02-25T08:00:00+01:00", "authors": [{"name": "A. Roy"}, 3]},
            "rien",
        ],
    }
)  # fmt: skip


def sources(feed: str | bytes) -> list[Source]:
    data = feed if isinstance(feed, bytes) else feed.encode()
    assert looks_like_feed(data)
    return read_feed(data, "flux.xml")


def document(feed: str | bytes) -> Document:
    return read(sources(feed)[0].read())


@pytest.mark.parametrize(
    ("feed", "title", "byline", "date", "site", "url"),
    [
        (DAILY, "Le trafic du port progresse de 6 %", None, "2025-02-25T11:28",
         "Le Phare : toute l’actualité", "https://phare.example/port_1.html"),
        (REGIONAL, "L’usine « verte »", "Anne Le Goff", "2025-02-25", "Le Littoral",
         "https://littoral.example/?p=1"),
        (AGENCY, "PORT - Trafic en hausse", "Service économie", "2025-02-25T11:28",
         "Agence Ronceval", None),
        (ATOM, "Trois maires démissionnent", "Paul Roy, Zoé Roy", "2025-02-25T09:00",
         "La Gazette & Cie", "https://b.example/blog/a/1.html"),
        (RDF, "Été précoce", None, "2025-06-01", "Revue", "https://r.example/1"),
        (JSON, "Un quai", "A. Roy", "2025-02-25T08:00", "Le Carnet", "https://c.example/7"),
    ],
    ids=["daily", "regional", "agency", "atom", "rdf", "json"],
)  # fmt: skip
def test_each_format_tells_what_it_knows(
    feed: str | bytes, title: str, byline: str, date: str, site: str, url: str
) -> None:
    read_in = document(feed)
    assert (read_in.title, read_in.byline, read_in.date) == (title, byline, date)
    assert (read_in.site, read_in.url) == (site, url)


@pytest.mark.parametrize("feed", [REGIONAL, AGENCY, ATOM, RDF, JSON])
def test_each_format_gives_the_whole_text(feed: str | bytes) -> None:
    said = " ".join(block.text for block in document(feed).blocks).replace("’", "'")
    assert LONG.replace("’", "'") in said


def test_a_pictures_caption_is_no_part_of_the_text() -> None:
    assert [b.text for b in document(DAILY).blocks] == [
        "La direction prévoit un second quai en juin."
    ]


def test_an_entrys_html_is_cleaned_and_its_links_are_whole() -> None:
    read_in = document(REGIONAL)
    assert [b.text for b in read_in.blocks] == [
        LONG,
        "Un lien de la rédaction est donné ici pour les lecteurs.",
    ]
    assert read_in.blocks[1].spans[0].target == "https://littoral.example/suite"
    assert read_in.removed[0].startswith("L’article L’usine est apparu")


def test_lines_of_plain_text_are_paragraphs() -> None:
    assert document(AGENCY).blocks[-1].text == "Le préfet n'a pas réagi."


def test_a_standfirst_that_the_content_lacks_comes_first() -> None:
    feed = REGIONAL.replace(f"<p>{LONG[:150]} [&#8230;]</p>", "<p>Un quai, enfin.</p>")
    assert document(feed).blocks[0].text == "Un quai, enfin."


def test_sources_have_names_keys_and_addresses() -> None:
    regional, agency = sources(REGIONAL)[0], sources(AGENCY)[0]
    assert (regional.origin, regional.stem, regional.key) == (
        "https://littoral.example/?p=1", "l-usine-verte", "littoral:1",
    )  # fmt: skip
    assert (agency.origin, agency.stem, agency.key) == (
        "flux.xml#1", "port-trafic-en-hausse", "AR-1",
    )  # fmt: skip


def test_an_entry_that_comes_twice_is_read_once() -> None:
    item = REGIONAL[REGIONAL.index("<item>") : REGIONAL.index("</item>") + 7]
    again = item.replace("verte", "noire")
    doubled = REGIONAL.replace(item, item + again + again.replace("littoral:1", "littoral:2"))
    assert [s.key for s in sources(doubled)] == ["littoral:1", "littoral:2"]


# Teasers


PAGE = Article("<html><h1>Page</h1></html>", ArticleKind.HTML, "https://phare.example/port_1.html")


def test_a_teasers_page_is_read_only_when_its_turn_comes() -> None:
    asked: list[str] = []

    def follow(url: str) -> Article:
        asked.append(url)
        return PAGE

    (source,) = read_feed(DAILY.encode(), "flux.xml", follow)
    assert not asked
    article = source.read()
    assert asked == ["https://phare.example/port_1.html?xtor=RSS-1"]
    assert (article.text, article.kind) == (PAGE.text, PAGE.kind)
    assert article.metadata.date == "2025-02-25T11:28"
    assert article.metadata.title is None  # the page has its own


def test_a_whole_article_is_not_fetched_again() -> None:
    def follow(url: str) -> Article:
        raise AssertionError(url)

    assert read_feed(REGIONAL.encode(), "flux.xml", follow)[0].read().kind is ArticleKind.MAILING


def test_a_teaser_that_is_not_followed_says_so() -> None:
    assert sources(DAILY)[0].read().notes == ("the feed holds only the beginning of this article",)


def test_a_page_that_cannot_be_had_leaves_the_teaser_and_says_why() -> None:
    def follow(url: str) -> Article:
        raise InputError("the page is for subscribers")

    article = read_feed(DAILY.encode(), "flux.xml", follow)[0].read()
    assert article.notes == (
        "the feed's own text, maybe only the beginning: the page is for subscribers",
    )
    bare = DAILY.replace("La direction prévoit un second quai en juin.", "")
    with pytest.raises(InputError, match="subscribers"):
        read_feed(bare.encode(), "flux.xml", follow)[0].read()


def test_an_entry_with_a_title_alone_is_one_line() -> None:
    with pytest.raises(EmptyInput, match="holds a title only"):
        sources("<rss><channel><item><title>Rien</title></item></channel></rss>")[0].read()


# Damage


BROKEN = """

<?xml version="1.0"?><rss version="2.0"><channel><title>Radio & Télé</title>
<item><title>Prix : 3 < 4 &nbsp;&eacute;lus</title><link>https://x.example/?a=1&b=2</link>
<description>Le prix&nbsp;baisse & monte<br>encore un peu</description></item>
<item><title>Deux</title><description>Coup\x02é</description>"""


def test_a_damaged_feed_is_read_as_far_as_it_goes() -> None:
    first, second = map(read, (source.read() for source in sources(BROKEN)))
    assert (first.site, first.title) == ("Radio & Télé", "Prix : 3 < 4 élus")
    assert first.url == "https://x.example/?a=1&b=2"
    assert first.blocks[0].text == "Le prix\xa0baisse & monte\nencore un peu"
    assert second.blocks[0].text == "Coupé"


def test_an_encoding_that_is_a_lie_does_no_harm() -> None:
    data = DAILY.replace("’", "'").encode("cp1252")
    assert document(data).title == "Le trafic du port progresse de 6 %"
    assert document(DAILY.encode("utf-16")).site == "Le Phare : toute l’actualité"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><item><title>&l11;</title></item>'
         "</channel></rss>", "declares XML entities"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;'
         "</title></item></channel></rss>", "declares XML entities"),
        ("<rss><channel></channel></rss>", "without entries"),
        ("<rss>" + "<item><title>a</title></item>" * 2001 + "</rss>", "2,001 entries"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "no feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "no JSON"),
    ],
)  # fmt: skip
def test_a_hostile_or_empty_feed_is_one_line(feed: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        sources(feed)
    assert "\n" not in str(caught.value)


def test_no_file_is_read_by_an_entity_declared_late() -> None:
    late = f"<!--{'x' * 6000}-->"
    late += "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><item><title>&x;</title></item></rss>"
    for source in read_feed(late.encode(), "flux.xml"):
        assert "root" not in source.stem + source.key


@pytest.mark.parametrize(
    "feed",
    [
        "<rss><item><title>a</title><description>" + "<b>" * 500_000 + "x",
        "<rss><item><title>a</title><description><![CDATA[" + "<table><tr><td>" * 50_000 + "x",
        "<rss><item>" * 200_000,
        "<rss><item><title>" + "<![CDATA[" * 200_000,
        "<rss><item><title>" + "<br " * 500_000,
        "<rss><item><title>" + "&" * 1_000_000,
        "<!DOCTYPE " * 200_000,
        "<rss>" + "<!--" * 500_000,
    ],
    ids=range(8),
)
def test_five_megabytes_of_nonsense_end_in_articles_or_one_line(feed: str) -> None:
    with contextlib.suppress(NewsbriefError):
        for source in read_feed(feed.encode(), "flux.xml")[:3]:
            read(source.read())


@settings(deadline=None)
@given(st.text(max_size=200), st.binary(max_size=200))
def test_only_our_errors_come_out_of_any_feed(text: str, data: bytes) -> None:
    for feed in (
        data,
        text.encode("utf-8", "ignore"),
        f"<rss><channel><item>{text}</item></channel></rss>".encode("utf-8", "ignore"),
        f"<rss><item><link>{text}</link><description>{text}</description></item></rss>".encode(
            "utf-8", "ignore"
        ),
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='" + data + b"'><entry><link href='"
        + data + b"'/><updated>" + data + b"</updated><content>" + data + b"</content></entry>",
        json.dumps({"items": [{"url": text, "date_published": text, "content_html": text}]}).encode(),
    ):  # fmt: skip
        with contextlib.suppress(NewsbriefError):
            for source in read_feed(feed, "flux.xml"):
                read(source.read())


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><body>rss</body></html>", b"<?xml version='1.0'?><html/>", b'{"version": 1}',
     b"<rsst>", b"<!--a-->" * 400, b"<?a?>" * 700, b"Le flux <rss> du journal", b"\x89PNG", "<feedback>".encode("utf-16")],
)  # fmt: skip
def test_other_files_are_no_feeds(data: bytes) -> None:
    assert not looks_like_feed(data)


# Dates


@pytest.mark.parametrize(
    ("stamp", "iso"),
    [
        ("Tue, 25 Feb 2025 11:28:05 +0100", "2025-02-25T11:28"),
        ("Mon, 24 Feb 2025 23:30:00 GMT", "2025-02-25"),  # half past midnight in France
        ("Mon, 24 Feb 2025 22:30:00 +0000", "2025-02-24"),
        ("2025-02-25T11:28:05+01:00", "2025-02-25T11:28"),
        ("2025-02-24T23:30:00Z", "2025-02-25"),
        ("2025-02-25", "2025-02-25"),
        ("mardi 25 février 2025 à 11h28", "2025-02-25T11:28"),
        ("25/02/2025 11:28", "2025-02-25T11:28"),
        ("9999-12-31T23:59:59Z", "9999-12-31"),
        ("hier", None),
        ("", None),
        (None, None),
    ],
)
def test_a_stamp_is_a_day_and_a_minute_only_where_it_tells_the_place(
    stamp: str | None, iso: str | None
) -> None:
    assert iso_stamp(stamp) == iso


def test_a_link_that_is_no_address_and_half_an_emoji_cost_no_text() -> None:
    data = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Le Quai",
            "items": [
                {
                    "id": "1",
                    "url": "http://[x",
                    "content_html": "<p>Un</p><p>Deux \ud83d</p><p>Trois</p>",
                }
            ],
        }
    ).encode()
    (source,) = read_feed(data, "feed.json")
    assert [word in source.read().text for word in ("Un", "Deux", "Trois")] == [True] * 3


def test_entries_with_one_link_are_all_read(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>T{n}</title><guid>{n}</guid><link>https://a.example/</link>"
        f"<description>Le pont numéro {n} ferme.</description></item>"
        for n in range(3)
    )
    (tmp_path / "f.rss").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>')
    assert len(list(expand([str(tmp_path / "f.rss")], InputSettings(follow=False)))) == 3
