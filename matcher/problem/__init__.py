"""The compiled problem: read-only integer arrays, without names, floats or dates."""
