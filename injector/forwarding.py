"""What the next server is told about the browser: X-Forwarded-… and Forwarded, set by us. What is believed: alongside/peers.py."""

from alongside.names import EDGE_SECRET
from alongside.peers import Client
from injector.cookies import only_ours
from injector.fields import Fields
from injector.rules import Rules, ShopHost

_SECRET = EDGE_SECRET.lower().encode()
_TOLD = (b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded")
_FORWARDED = (*_TOLD, b"x-forwarded-port", b"x-forwarded-server", b"x-forwarded-ssl", b"x-real-ip")


def find_client(rules: Rules, peer: str, fields: Fields) -> Client:
    """Whom a request comes from. Where somebody who is believed says so, it is about another host, which stands in Host from then on."""
    is_vouched_for = rules.is_edge_secret(fields.first(_SECRET))
    fields.drop(_SECRET)
    if not (is_vouched_for or rules.trust.believes(peer)):
        return Client(peer)
    told = {name.decode(): [value.decode("latin-1") for value in fields.all(name)] for name in _TOLD}
    client = rules.trust.client(peer, told, is_vouched_for=is_vouched_for)
    if client.host:
        fields.set(b"Host", client.host.encode())
    return client


def prepare_for_origin(host: ShopHost, client: Client, fields: Fields) -> None:
    """Where hosts are rewritten the origin must not learn the public name, or it would use it against its own."""
    fields.drop(*_FORWARDED)
    address = client.address.encode()
    node = b'"[%s]"' % address if b":" in address else address
    fields.add(b"X-Forwarded-For", address)
    if host.rewriting:
        fields.add(b"Forwarded", b"for=" + node)
        return
    scheme, name = (
        client.scheme.encode() or host.public.scheme,
        fields.first(b"host") or host.public.authority,
    )
    fields.add(b"X-Forwarded-Proto", scheme)
    fields.add(b"X-Forwarded-Host", name)
    fields.add(b"Forwarded", b'for=%s;host="%s";proto=%s' % (node, name, scheme))


def prepare_for_live(host: ShopHost, client: Client, fields: Fields) -> None:
    """Only our own cookies: the shop's are none of the live application's business."""
    fields.drop(*_FORWARDED)
    name = fields.first(b"host") or host.public.authority
    fields.set(b"Host", name)
    fields.add(b"X-Forwarded-For", client.address.encode())
    fields.add(b"X-Forwarded-Proto", client.scheme.encode() or host.public.scheme)
    fields.add(b"X-Forwarded-Host", name)
    fields.change(b"cookie", only_ours)


def prepare_for_desk(desk: ShopHost, client: Client, fields: Fields) -> None:
    """What is asked of the live host itself."""
    fields.drop(*_FORWARDED)
    fields.add(b"X-Forwarded-For", client.address.encode())
    fields.add(b"X-Forwarded-Proto", client.scheme.encode() or desk.public.scheme)
