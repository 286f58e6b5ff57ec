"""Mails of invented outlets, built as their senders' programs build them."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

PARAGRAPHS = (
    "La mairie de Ronceval a voté lundi soir un budget de 48,2 millions d’euros, en hausse de "
    "3,5 % sur un an. Le texte a été adopté par 27 voix contre 8.",
    "« Nous investissons dans les écoles sans augmenter les impôts », a assuré la maire, Hélène "
    "Vasseur. L’opposition dénonce un endettement de 1 140 euros par habitant.",
    "Les travaux du groupe scolaire Jean-Moulin doivent commencer le 3 mars 2025 et durer "
    "dix-huit mois. Ils coûteront 6,4 millions d’euros, dont 2 millions payés par l’État.",
)
TITLE = "Ronceval vote un budget de 48 millions d’euros"
SUBJECT = f"{TITLE}"

PIXEL = '<img src="https://t.gazette.example/o.gif?u=1" width="1" height="1" alt="">'
PREHEADER = (
    '<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">Le budget, les écoles, '
    "le match : tout ce qu’il faut savoir ce matin &#847; &zwnj; &nbsp; &#847; &zwnj;</div>"
)
CELL = '<tr><td align="left" style="font-size:0px;padding:10px 25px;word-break:break-word;">'
INNER = '<div style="font-family:Georgia;font-size:16px;line-height:24px;color:#222;">'


def cell(content: str) -> str:
    return f"{CELL}{INNER}{content}</div></td></tr>"


NEWSLETTER = f"""<!doctype html><html xmlns:v="urn:schemas-microsoft-com:vml"><head>
<meta charset="utf-8"><title>{TITLE}</title><style>.x{{font-size:13px}}</style></head>
<body style="background:#eee">{PREHEADER}
<!--[if mso]><table><tr><td width="600"><![endif]-->
<table role="presentation" width="600" align="center"><tbody>
{cell('<a href="https://n.gazette.example/web/1">Voir dans le navigateur</a>')}
<tr><td><table><tr><td><img src="logo.png" alt="La Gazette de Ronceval" width="200"></td></tr>
</table></td></tr>
{cell(f"<h1>{TITLE}</h1>")}
{cell(f"<p>{PARAGRAPHS[0]}</p>")}
<tr><td><table><tr><td style="font-size:0px"><div style="font-size:16px"><p>{PARAGRAPHS[1]}</p>
</div></td></tr></table></td></tr>
{cell(f"<p>{PARAGRAPHS[2]}</p>")}
{cell('<a href="https://gazette.example/budget" style="background:#c00">Lire la suite</a>')}
<tr><td><table><tr><td><a href="https://f.example"><img src="f.png" alt="Facebook"></a></td>
<td><a href="https://x.example">X</a></td><td><a href="https://i.example">Instagram</a></td></tr>
</table></td></tr>
{cell("La Gazette de Ronceval, 12 quai des Tanneurs, 64999 Ronceval")}
{cell("Vous recevez cet e-mail car vous êtes inscrit à la newsletter La Matinale.")}
{cell('<a href="https://n.gazette.example/u">Se désabonner</a> | <a href="#">Gérer mes préférences</a>')}
{cell("Conformément à la loi du 6 janvier 1978, vous disposez d’un droit d’accès à vos données.")}
</tbody></table>{PIXEL}</body></html>"""

PLAIN_FOOT = "Pour vous désabonner : https://n.gazette.example/u\n© La Gazette de Ronceval\n"


def mail(
    html: str | None = NEWSLETTER, plain: str | None = None, subject: str = SUBJECT
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "La Gazette de Ronceval <matinale@gazette.example>"
    message["To"] = "lectrice@example.org"
    message["Date"] = "Tue, 25 Feb 2025 06:30:00 +0100"
    message["Message-ID"] = "<42@gazette.example>"
    if plain is not None:
        message.set_content(plain)
    if html is not None:
        add = message.add_alternative if plain is not None else message.set_content
        add(html, subtype="html", cte="quoted-printable")
    return message


def raw(message: EmailMessage) -> bytes:
    return message.as_bytes(policy=SMTP)


GMAIL = (
    '<div dir="ltr">À traduire pour midi, merci !<br><br><div class="gmail_quote">'
    '<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>De : '
    '<strong class="gmail_sendername" dir="auto">La Gazette de Ronceval</strong> '
    '<span dir="auto">&lt;<a href="mailto:matinale@gazette.example">matinale@gazette.example</a>'
    "&gt;</span><br>Date: mar. 25 févr. 2025 à 06:30<br>"
    f"Subject: {TITLE}<br>To:  &lt;<a href='mailto:l@example.org'>l@example.org</a>&gt;<br></div>"
    f"<br><br>{NEWSLETTER}</div></div>"
)
OUTLOOK = (
    '<html><body><div class="WordSection1"><p class="MsoNormal">Pour info.</p>'
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">'
    "<b>De&nbsp;:</b> La Gazette de Ronceval &lt;matinale@gazette.example&gt;<br>"
    "<b>Envoyé&nbsp;:</b> mardi 25 février 2025 06:30<br><b>À&nbsp;:</b> l@example.org<br>"
    f"<b>Objet&nbsp;:</b> {TITLE}</p></div></div>"
    + "".join(f'<p class="MsoNormal">{p}</p>' for p in PARAGRAPHS)
    + "</div></body></html>"
)
APPLE = (
    '<html><body>Bonne lecture.<br><div><blockquote type="cite"><div>Début du message réexpédié :'
    "</div><br><div><span><b>De: </b></span><span>La Gazette de Ronceval "
    "&lt;matinale@gazette.example&gt;<br></span></div>"
    f"<div><span><b>Objet: </b></span><span><b>{TITLE}</b><br></span></div>"
    "<div><span><b>Date: </b></span><span>25 février 2025 à 06:30:00 UTC+1<br></span></div>"
    "<div><span><b>À: </b></span><span>l@example.org<br></span></div><br>"
    + "".join(f"<div>{p}</div><br>" for p in PARAGRAPHS)
    + "</blockquote></div></body></html>"
)
