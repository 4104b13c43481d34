"""Parts of the pages on which plans are signed and pairs are taken through their steps."""
