"""Drawn pictures of the goods: every product has one drawing, shown in three views and in each of its colours."""
