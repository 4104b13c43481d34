"""Whether a pair is allowed, and how well it fits."""
