"""An independent check that restates every rule in plain code; it never imports solve."""
