"""Speed lines of the project, each run as a module."""
