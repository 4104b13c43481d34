"""Parts of the page on which a scenario is set and solved."""
