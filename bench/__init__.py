"""The numbers that Alongside promises, each measured beside its peer in the same run. `python -m bench [NAME…]`."""
