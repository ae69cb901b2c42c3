"""What the shop remembers while it runs: sessions, accounts, stock and orders. Kept in memory, bounded, gone at the end."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from .catalogue import Catalogue, Variant
from .words import Lang

MAX_SESSIONS: Final = 10_000
"""Beyond that the one not used for longest is forgotten; a session is a few hundred bytes."""
MAX_ACCOUNTS: Final = 10_000
MAX_ORDERS: Final = 10_000
MAX_QUANTITY: Final = 9
MAX_LINES: Final = 50
FREE_DELIVERY_FROM: Final = 6000
DELIVERY: Final[Mapping[str, int]] = {"standard": 450, "express": 950}
"""Ways of delivery and their price in pence."""
DEMO_ACCOUNT: Final = ("mika@example.com", "Mika Hazel", "tea-and-clay")
EMAIL_CODE: Final = "246810"


@dataclass(slots=True, eq=False)
class Account:
    """A customer. The password is kept as a salted scrypt hash."""

    email: str
    name: str
    salt: bytes
    digest: bytes
    verified: bool = False
    orders: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A form that was not taken: what was typed (never a secret) and what is wrong, for the page that shows it again."""

    form: str
    values: Mapping[str, str]
    problems: Mapping[str, str]


@dataclass(slots=True, eq=False)
class Session:
    """One browser. `basket` maps variant keys to quantities; `notes` and `refused` are shown once."""

    id: str
    csrf: str
    basket: dict[str, int] = field(default_factory=dict)
    account: Account | None = None
    notes: list[str] = field(default_factory=list)
    refused: Refused | None = None
    orders: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    variant: Variant
    quantity: int

    @property
    def total(self) -> int:
        return self.variant.price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What a basket comes to, in pence."""

    goods: int
    delivery: int

    @property
    def total(self) -> int:
        return self.goods + self.delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    number: str
    lang: Lang
    lines: tuple[Line, ...]
    sum: Sum
    address: Mapping[str, str]
    card_digits: str


def sum_up(lines: list[Line], way: str = "standard") -> Sum:
    """Goods and delivery; standard delivery is free from a certain value on."""
    goods = sum(line.total for line in lines)
    free = not lines or (way == "standard" and goods >= FREE_DELIVERY_FROM)
    return Sum(goods=goods, delivery=0 if free else DELIVERY[way])


class Store:
    """All state of one running shop. `on_stock` is told of every variant whose stock changed."""

    def __init__(
        self, catalogue: Catalogue, on_stock: Callable[[str, int], None] = lambda key, left: None
    ) -> None:
        self.catalogue = catalogue
        self.stock = {key: variant.stock for key, variant in catalogue.variants.items()}
        self.orders: OrderedDict[str, Order] = OrderedDict()
        self._on_stock = on_stock
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._accounts: dict[str, Account] = {}
        self._next_number = 10_001
        email, name, password = DEMO_ACCOUNT
        self.register(email, name, password)

    def find_session(self, key: str) -> Session | None:
        if key in self._sessions:
            self._sessions.move_to_end(key)
        return self._sessions.get(key)

    def open_session(self) -> Session:
        session = Session(id=secrets.token_urlsafe(24), csrf=secrets.token_urlsafe(24))
        self._sessions[session.id] = session
        if len(self._sessions) > MAX_SESSIONS:
            self._sessions.popitem(last=False)
        return session

    def renew_session(self, session: Session) -> None:
        """Give the session a new id and token: whoever knew the old ones is out."""
        self._sessions.pop(session.id, None)
        session.id, session.csrf = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self._sessions[session.id] = session

    def register(self, email: str, name: str, password: str) -> Account | None:
        """A new account, or None when the e-mail has one or the shop is full."""
        if email.casefold() in self._accounts or len(self._accounts) >= MAX_ACCOUNTS:
            return None
        salt = secrets.token_bytes(16)
        account = Account(email=email, name=name, salt=salt, digest=_hash(password, salt))
        self._accounts[email.casefold()] = account
        return account

    def check_login(self, email: str, password: str) -> Account | None:
        """The account when e-mail and password fit. Takes equally long when there is none."""
        account = self._accounts.get(email.casefold())
        digest = _hash(password, account.salt if account else b"nobody")
        return account if account and hmac.compare_digest(digest, account.digest) else None

    def lines_of(self, session: Session) -> list[Line]:
        return [
            Line(variant=self.catalogue.variants[key], quantity=quantity)
            for key, quantity in session.basket.items()
        ]

    def put(self, session: Session, key: str, quantity: int) -> int:
        """Set how many of a variant lie in the basket; returns how many do (stock and limits permitting)."""
        wanted = min(quantity, MAX_QUANTITY, self.stock[key])
        if wanted <= 0 or (key not in session.basket and len(session.basket) >= MAX_LINES):
            session.basket.pop(key, None)
            return 0
        session.basket[key] = wanted
        return wanted

    def place_order(
        self, session: Session, lang: Lang, address: Mapping[str, str], way: str, card_digits: str
    ) -> Order | None:
        """Take the goods from stock and empty the basket; None (and nothing happens) when something has just gone."""
        lines = self.lines_of(session)
        if not lines or any(self.stock[line.variant.key] < line.quantity for line in lines):
            return None
        for line in lines:
            self._take(line)
        order = Order(
            number=f"HK-{self._next_number}", lang=lang, lines=tuple(lines), sum=sum_up(lines, way),
            address=address, card_digits=card_digits,
        )  # fmt: skip
        self._next_number += 1
        self._keep(order, session)
        return order

    def _take(self, line: Line) -> None:
        self.stock[line.variant.key] -= line.quantity
        self._on_stock(line.variant.key, self.stock[line.variant.key])

    def _keep(self, order: Order, session: Session) -> None:
        self.orders[order.number] = order
        if len(self.orders) > MAX_ORDERS:
            self.orders.popitem(last=False)
        session.basket.clear()
        session.orders.append(order.number)
        if session.account:
            session.account.orders.append(order.number)


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=2**13, r=8, p=1)
