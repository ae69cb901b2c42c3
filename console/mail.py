"""Sending one e-mail through the shop's own server (SMTP)."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from typing import Final
from urllib.parse import unquote, urlsplit

from alongside.settings import Settings

WITHIN: Final = 10.0
"""Seconds for each step; a shopper waits for it."""
PORTS: Final = {"smtp": 25, "smtps": 465}


class MailError(Exception):
    """The server did not take it."""


def may_mail(settings: Settings) -> bool:
    """Whether there is a server to send through."""
    return bool(settings.mail_server and settings.mail_from)


async def send_mail(settings: Settings, to: str, subject: str, text: str, html: str) -> None:
    """Hand one message to the server; it has taken it when this returns. Raises MailError."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, to, subject
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    try:
        await asyncio.to_thread(_send, settings.mail_server, message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise MailError(str(error)) from error


def _send(server: str, message: EmailMessage) -> None:
    parts = urlsplit(server if "://" in server else f"smtp://{server}")
    host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 25)
    with _connect(parts.scheme, host, port) as connection:
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        connection.send_message(message)


def _connect(scheme: str, host: str, port: int) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=WITHIN, context=context)
    connection = smtplib.SMTP(host, port, timeout=WITHIN)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
    return connection
