"""Feeds as the press publishes them."""

from __future__ import annotations

LONG = (
    "Le port de Saint-Avel a traité 412 000 tonnes de marchandises en janvier, soit 6 % de plus "
    "qu’un an plus tôt, selon les chiffres publiés mardi par la chambre de commerce. Le trafic de "
    "céréales explique l’essentiel de cette hausse, tandis que celui des voitures a reculé de 2 %. "
    "La direction prévoit d’ouvrir un second quai au mois de juin et d’embaucher quarante dockers. "
    "Les syndicats demandent que ces emplois soient durables et que les horaires de nuit soient "
    "mieux payés. Une réunion est prévue le 12 mars avec le préfet et les élus de la région, qui "
    "ont promis deux millions d’euros."
)


NAMESPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/'
    'content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


# As the national dailies: a standfirst, a picture with a caption, an address that tells of RSS.
DAILY = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss {NAMESPACES} version="2.0"><channel><title>Le Phare : toute l’actualité</title>
<link>https://phare.example/</link>
<atom:link href="https://phare.example/rss.xml" rel="self" type="application/rss+xml"/>
<item><title><![CDATA[Le trafic du port progresse de 6 %]]></title>
<pubDate>Tue, 25 Feb 2025 11:28:05 +0100</pubDate>
<description><![CDATA[La direction prévoit un second quai en juin.]]></description>
<guid isPermaLink="true">https://phare.example/port_1.html</guid>
<link>https://phare.example/port_1.html?xtor=RSS-1</link>
<media:content width="644" url="https://img.phare.example/1.jpg">
<media:title>Photo</media:title><media:description type="plain">Le port, le 3 mars.</media:description>
<media:credit>A. Roy</media:credit></media:content></item></channel></rss>"""
