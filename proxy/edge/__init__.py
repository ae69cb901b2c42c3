"""Configuration of edges that stand before the engine, generated from the settings."""
