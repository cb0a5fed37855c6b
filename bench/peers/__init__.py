"""The peers: how their users would serve the same thing."""
