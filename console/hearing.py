"""What a live session does upon messages of other workers. It has no state of its own; the session has it."""

from typing import Protocol

from alongside.session import Session
from alongside.store.sessions import HostClaim
from alongside.store.talks import Kept
from console import between
from console.between import Message
from console.talking import Talk


class Hearer(Protocol):
    """What a live session can be told by other workers."""

    talk: Talk

    def tell_host_here(self, text: str) -> None:
        """To the captured connection, if it is in this worker."""

    def tell_viewers_here(self, text: str, but: str, is_presence: bool) -> None:
        """To every viewer here but one participant's."""

    def tell_participant_here(self, participant: str, text: str) -> bool:
        """To one participant's viewer here; whether there is one."""

    def tell_pages_here(self, participant: str, text: str) -> None:
        """To every page here of one participant."""

    def replace_viewers(self, participant: str) -> None:
        """A newer connection has this participant's place."""

    def apply(self, session: Session) -> None:
        """The session is so now."""

    def take_claim(self, claim: HostClaim) -> None:
        """Another host connection is captured."""

    def drop_host(self, claim: HostClaim) -> None:
        """The captured connection is lost, for how long nobody knows."""

    def claim_instead(self, claim: HostClaim) -> None:
        """The captured connection is lost and nobody came back."""

    def show_tab(self, tab: str) -> None:
        """The shopper shows this tab, which may be here."""

    def set_away(self, away: bool) -> None:
        """Whether there is no host connection at all."""

    def take_records(self, records: list[between.Record]) -> None:
        """Records that another worker stored."""

    def forget_frame(self, frame: str, text: str) -> None:
        """A frame is gone."""

    def meet_worker(self) -> None:
        """Another worker has this session, too."""

    def compare_places(self, places: dict[str, tuple[int, int]]) -> None:
        """Where the logs stand in the writer's eyes."""


def carry_out(message: Message, hearer: Hearer) -> None:
    """Do what another worker says."""
    match message:
        case between.ForHost():
            hearer.tell_host_here(message.text)
        case between.ForViewers():
            hearer.tell_viewers_here(message.text, message.but, message.is_presence)
        case between.ForParticipant():
            hearer.tell_participant_here(message.participant, message.text)
        case between.Spoke() | between.ForListeners() | between.ForPages():
            _hear_what_is_said(message, hearer)
        case between.PlaceTaken():
            hearer.replace_viewers(message.participant)
        case between.SessionChanged():
            hearer.apply(message.session)
        case between.HostClaimed() | between.HostDropped() | between.HostLost():
            _hear_of_host(message, hearer)
        case between.HostAway() | between.TabShown():
            _hear_of_host(message, hearer)
        case _:
            _hear_of_logs(message, hearer)


def _hear_what_is_said(
    message: between.Spoke | between.ForListeners | between.ForPages, hearer: Hearer
) -> None:
    match message:
        case between.Spoke():
            hearer.talk.deliver(Kept(message.number, message.line))
        case between.ForListeners():
            hearer.talk.tell_here(message.text, message.but)
        case between.ForPages():
            hearer.tell_pages_here(message.participant, message.text)


def _hear_of_host(
    message: between.HostClaimed
    | between.HostDropped
    | between.HostLost
    | between.HostAway
    | between.TabShown,
    hearer: Hearer,
) -> None:
    match message:
        case between.HostClaimed():
            hearer.take_claim(message.claim)
        case between.HostDropped():
            hearer.drop_host(message.claim)
        case between.HostLost():
            hearer.claim_instead(message.claim)
        case between.TabShown():
            hearer.show_tab(message.tab)
        case between.HostAway():
            hearer.set_away(True)


def _hear_of_logs(
    message: between.Logged | between.Forgot | between.WorkerJoined | between.LogStands, hearer: Hearer
) -> None:
    match message:
        case between.Logged():
            hearer.take_records(message.records)
        case between.Forgot():
            hearer.forget_frame(message.frame, message.text)
        case between.WorkerJoined():
            hearer.meet_worker()
        case between.LogStands():
            hearer.compare_places(message.places)
