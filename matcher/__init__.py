"""Two-way selection between cadres and enterprises: coverage proven, every pair and gap explained."""
