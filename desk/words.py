"""Every sentence that the desk itself says to customers, in German and English. Nothing else is said elsewhere."""

from enum import Enum

from desk.address import render


class Sentence(Enum):
    """What can be said: German with `[Sie|du]`, then English. Names in braces are filled in."""

    GREETING = (
        "Hallo! Ich bin der digitale Assistent von Nordlicht Versand und antworte sofort, rund um die Uhr. "
        "Nach einem Menschen [können Sie|kannst du] jederzeit fragen. Wie kann ich helfen?",
        "Hello! I am the digital assistant of Nordlicht Versand and answer at once, at any hour. "
        "You can ask for a person at any time. How can I help?",
    )
    QUEUED_FIRST = (
        "[Sie sind|Du bist] als Nächstes dran. Gleich meldet sich ein Mensch.",
        "You are next in line. A person will be with you soon.",
    )
    QUEUED_AT = (
        "[Sie sind|Du bist] an Position {position}. Ein Mensch meldet sich, sobald [Sie|du] an der Reihe [sind|bist].",
        "You are number {position} in line. A person will be with you when it is your turn.",
    )
    NOBODY_THERE = (
        "Im Moment ist leider niemand da. [Ihr|Dein] Anliegen ist aber sicher angekommen, und ein Mensch meldet sich, "
        "sobald jemand da ist. Wie erreichen wir [Sie|dich] am besten, per E-Mail oder Telefon?",
        "Unfortunately nobody is here right now, but your request is safe with us, and a person will get back to you "
        "as soon as somebody is here. How can we reach you best, by e-mail or phone?",
    )
    NOBODY_THERE_KNOWN = (
        "Im Moment ist leider niemand da. [Ihr|Dein] Anliegen ist aber sicher angekommen. Wir melden uns, sobald "
        "jemand da ist, unter {contact}.",
        "Unfortunately nobody is here right now, but your request is safe with us. We will get back to you at "
        "{contact} as soon as somebody is here.",
    )
    CLOSED = (
        "Gerade ist niemand aus unserem Team da; {when} sind wir wieder da. [Ihr|Dein] Anliegen ist sicher angekommen, "
        "und ein Mensch meldet sich dann. Wie erreichen wir [Sie|dich] am besten, per E-Mail oder Telefon?",
        "Nobody from our team is here right now; we are back {when}. Your request is safe with us, and a person will "
        "get back to you then. How can we reach you best, by e-mail or phone?",
    )
    CLOSED_KNOWN = (
        "Gerade ist niemand aus unserem Team da; {when} sind wir wieder da. [Ihr|Dein] Anliegen ist sicher angekommen. "
        "Wir melden uns dann unter {contact}.",
        "Nobody from our team is here right now; we are back {when}. Your request is safe with us. We will get back to "
        "you then at {contact}.",
    )
    CONTACT_NOTED = (
        "Danke, wir melden uns unter {contact}, sobald jemand da ist.",
        "Thank you, we will get back to you at {contact} as soon as somebody is here.",
    )
    ENGINE_FAILED = (
        "Das kann ich gerade leider nicht beantworten, bei mir ist etwas schiefgegangen.",
        "I am sorry, I cannot answer that right now; something went wrong on my side.",
    )
    WHILE_YOU_WAIT = ("Während [Sie warten|du wartest]:", "While you wait:")
    CAME_BACK = (
        "[Ihr|Dein] Anliegen ist wieder offen. Zuerst fragen wir {name}.",
        "Your case is open again. We are asking {name} first.",
    )
    PICTURE_ARRIVED = (
        "Danke, das Bild ist angekommen und liegt dem Fall bei.",
        "Thank you, the picture has arrived and is attached to your case.",
    )
    DOCUMENT_ARRIVED = (
        "Danke, das Dokument ist angekommen und liegt dem Fall bei.",
        "Thank you, the document has arrived and is attached to your case.",
    )
    AGENT_JOINED = ("{name} ist jetzt für [Sie|dich] da.", "{name} is here for you now.")
    TRANSFERRED = (
        "Jetzt kümmert sich jemand um [Ihr|dein] Anliegen, der hier besser helfen kann. "
        "[Ihr|Dein] Platz in der Reihe bleibt erhalten.",
        "Somebody who can help better here will take care of your request. You keep your place in line.",
    )
    AGENT_GONE = (
        "Die Verbindung zu {name} ist leider abgerissen. [Ihr|Dein] Platz in der Reihe ist geblieben.",
        "Unfortunately we lost the connection to {name}. You have kept your place in line.",
    )
    HANDED_BACK = (
        "Jetzt antwortet wieder der digitale Assistent. Nach einem Menschen [können Sie|kannst du] jederzeit fragen.",
        "The digital assistant is answering again. You can ask for a person at any time.",
    )
    GOES_ON_WITH = ("Es geht weiter mit: „{wish}“", "Going on with: “{wish}”")
    RESOLVED = (
        "Schön, dass wir sprechen konnten. Wie zufrieden [sind Sie|bist du]? "
        "[Schreiben Sie|Schreib] einfach wieder, wenn noch etwas ist.",
        "It was good to talk to you. How satisfied are you? Just write again if there is anything else.",
    )
    ENDED = (
        "Das Gespräch ist beendet. [Schreiben Sie|Schreib] einfach wieder, wenn noch etwas ist.",
        "This conversation has ended. Just write again if there is anything else.",
    )
    TRANSCRIPT_TITLE = (
        "Gespräch mit Nordlicht Versand (Zeiten in UTC)",
        "Conversation with Nordlicht Versand (times in UTC)",
    )
    PICTURE = ("Bild", "Picture")
    DOCUMENT = ("Dokument", "Document")
    NAME_CUSTOMER = ("[Sie|Du]", "You")
    NAME_BOT = ("Digitaler Assistent", "Digital assistant")
    NAME_SYSTEM = ("Hinweis", "Note")


class Words:
    """The desk's sentences in the form of address that the operator chose."""

    def __init__(self, address: str) -> None:
        self.address = address

    def say(self, sentence: Sentence, language: str, **names: object) -> str:
        """The sentence in a language ("de", "en"), with its names filled in."""
        german, english = sentence.value
        text = english if language == "en" else render(german, self.address)
        return text.format(**names)
