"""The demo's text snippets; German in both forms of address. Those that somebody has written are left alone."""

from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from desk.clock import Clock
from desk.store import snippets
from desk.store.snippets import Snippet

# Keyword, title, German, English.
TEXTS = (
    (
        "hallo",
        "Begrüßung mit Namen",
        "Guten Tag {kunde}, hier ist {ich} vom Nordlicht Versand. Ich habe gelesen, was bisher besprochen wurde; "
        "[Sie müssen|du musst] also nichts noch einmal erzählen. Einen Moment bitte, ich sehe mir das an.",
        "Hello {kunde}, this is {ich} from Nordlicht Versand. I have read everything so far, so there is no need to "
        "tell it all again. One moment please, I am looking into it.",
    ),
    (
        "verstehe",
        "Ärger ernst nehmen",
        "Das kann ich gut verstehen, und es tut mir leid, dass [Sie|du] das mit uns erlebt [haben|hast]. "
        "Ich kümmere mich jetzt selbst darum und bleibe dran, bis es gelöst ist.",
        "I understand, and I am sorry that this has happened with us. I am taking care of it myself now and will "
        "stay with it until it is solved.",
    ),
    (
        "moment",
        "Ich prüfe das kurz",
        "Danke für [Ihre|deine] Geduld. Ich prüfe das gerade und melde mich in ein paar Minuten hier im Chat. "
        "[Sie können|Du kannst] das Fenster ruhig schließen, die Unterhaltung bleibt erhalten.",
        "Thank you for your patience. I am checking this now and will be back here in a few minutes. You can close "
        "the window, the conversation will be kept.",
    ),
    (
        "foto",
        "Um ein Foto bitten",
        "Damit ich den Schaden gleich richtig einschätzen kann: [Können Sie|Kannst du] mir hier ein Foto vom Artikel "
        "und, wenn noch vorhanden, von der Verpackung schicken? Eine Aufnahme mit dem Handy reicht völlig.",
        "So that I can judge the damage right away: could you send me a photo of the article here and, if you still "
        "have it, of the packaging? A picture taken with your phone is all I need.",
    ),
    (
        "ersatz",
        "Ersatz ist unterwegs",
        "Ich habe den Ersatz für [Ihre|deine] Bestellung {bestellung} veranlasst. Die Versandbestätigung kommt per "
        "E-Mail, sobald das Paket unser Lager verlässt. Kosten entstehen [Ihnen|dir] dadurch keine.",
        "I have arranged the replacement for your order {bestellung}. The shipping confirmation comes by e-mail as "
        "soon as the parcel leaves our warehouse. There is no charge for you.",
    ),
    (
        "kulanz",
        "Kulanz anbieten",
        "Das ist bei uns nicht gut gelaufen, und das möchte ich nicht so stehen lassen. Aus Kulanz kann ich "
        "[Ihnen|dir] entgegenkommen: [Wäre Ihnen|Wäre dir] mit einer Gutschrift geholfen?",
        "This did not go well on our side, and I do not want to leave it at that. As a gesture of goodwill I would "
        "like to meet you halfway: would a credit be of help to you?",
    ),
    (
        "nachforschung",
        "Nachforschung läuft",
        "Für die Bestellung {bestellung} läuft jetzt eine Nachforschung beim Paketdienst. Das dauert meist einige "
        "Werktage. Ich habe ein Auge darauf, und [Sie bekommen|du bekommst] von uns Bescheid; "
        "nachfragen [müssen Sie|musst du] nicht.",
        "The carrier is now tracing your order {bestellung}. That usually takes a few working days. I am keeping an "
        "eye on it and we will let you know; there is no need to ask again.",
    ),
    (
        "trauer",
        "Mitgefühl in schwerer Lage",
        "Das tut mir sehr leid. Alles andere hat Zeit, und um den Rest kümmere ich mich, "
        "in Ruhe und ohne Fristen. [Sagen Sie|Sag] mir einfach, was gerade am meisten hilft.",
        "I am very sorry to hear this. Everything else can wait, and I will take care of the rest, without any "
        "hurry or deadlines. Just tell me what would help most at the moment.",
    ),
    (
        "weitergeben",
        "An Kollegen übergeben",
        "Dafür hole ich jemanden dazu, der sich damit besser auskennt als ich. Ich gebe alles weiter, was wir "
        "besprochen haben, damit [Sie|du] nicht von vorn anfangen [müssen|musst].",
        "For this I am bringing in a colleague who knows more about it than I do. I will pass on everything we have "
        "discussed, so that you do not have to start over.",
    ),
    (
        "abschluss",
        "Freundlich verabschieden",
        "Schön, dass wir das klären konnten. Wenn noch etwas ist, [schreiben Sie|schreib] einfach hier weiter, dann "
        "sind wir wieder da. Alles Gute wünscht {ich}",
        "I am glad we could settle this. If anything else comes up, just write here and we will be back. "
        "All the best from {ich}",
    ),
)


async def add_snippets(connection: AsyncConnection, clock: Clock) -> None:
    """Add the texts to a desk that has none yet."""
    if await snippets.everything(connection):
        return
    for keyword, title, german, english in TEXTS:
        snippet_id = str(uuid5(NAMESPACE_URL, f"https://demo.lotse/snippets/{keyword}"))
        snippet = Snippet(id=snippet_id, keyword=keyword, title=title, german=german, english=english)
        await snippets.add(connection, snippet, None, clock())
