"""What the words of the register mean: frozen dataclasses with their invariants.

One file a word. No I/O, no stage logic: a type here says what may be true, the stages decide what is.
"""
