"""The live host: sessions, sockets, API and pages on Starlette."""
