"""The frames of PROTOCOL.md as typed structs, and their codec. What snapshots and ops hold is never looked at on this side."""
