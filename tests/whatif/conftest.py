"""A small season on disk, and one edit of every kind that fits it."""

from edited_season import every_edit, own_season, season_folder, small

__all__ = ["every_edit", "own_season", "season_folder", "small"]
