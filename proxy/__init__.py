"""The mitmproxy engine: hooks that decide nothing, connections to origin and live application; edge/ = generated configuration."""
