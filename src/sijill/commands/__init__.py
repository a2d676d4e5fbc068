"""The commands: what each one takes, and how its result is printed. They call pipeline, store and publish, and decide nothing."""
