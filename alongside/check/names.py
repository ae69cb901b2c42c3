"""The shop's two names, the origin's and the road's, made one: what differs by the name alone is no difference."""

import re
from urllib.parse import urlsplit

SHOP = "shop.invalid"


class Names:
    """`straight` and `road` are addresses without a path."""

    def __init__(self, straight: str, road: str) -> None:
        self.straight, self.road = straight, road
        self.straight_host, self.road_host = urlsplit(straight).netloc, urlsplit(road).netloc
        hosts = "|".join(re.escape(host) for host in (self.straight_host, self.road_host))
        self._written = re.compile(rf"(?:https?:|wss?:)?(\\?/\\?/)(?:{hosts})(?![\w.:-])", re.IGNORECASE)
        self._packed = re.compile(
            rf"https?%3A%2F%2F(?:{'|'.join(re.escape(h.replace(':', '%3A')) for h in (self.straight_host, self.road_host))})",
            re.IGNORECASE,
        )

    @property
    def differ(self) -> bool:
        return self.straight_host != self.road_host

    def one(self, text: str) -> str:
        """With one name for both."""
        return self._packed.sub(SHOP, self._written.sub(rf"\1{SHOP}", text))

    def none(self, text: str) -> str:
        """As people read it: of the shop's own addresses the path alone."""
        return self._written.sub("", text)

    def still_straight(self, text: str) -> int:
        """How many addresses of the origin's own are in a text that came by the road."""
        if not self.differ:
            return 0
        return len(
            re.findall(
                rf"(?:https?:)?\\?/\\?/{re.escape(self.straight_host)}(?![\w.:-])", text, re.IGNORECASE
            )
        )
