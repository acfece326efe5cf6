"""The contracts: one module a topic."""
