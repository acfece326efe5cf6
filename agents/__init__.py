"""The Faust agents: decode, call the core, deliver."""
