"""The core that every part of Alongside agrees on: settings, roles, session rules, wire messages, page log, stores, command line."""

__version__ = "0.1.0"
