"""Parts of the page on which changes are tried out."""
