"""Documents on the road: bytes in, bytes out; header, cookie and host rules. No socket, no clock, no randomness."""
