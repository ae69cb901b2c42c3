"""Hazel & Kiln, the demo shop: an ordinary small shop that knows nothing of Alongside. `python -m demo` serves it alone."""
