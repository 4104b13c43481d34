"""Sentences a person reads about a plan, in Chinese and English."""
