"""A scenario walked through all rooms into a plan."""
