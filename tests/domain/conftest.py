from hypothesis import settings

# A busy machine must not fail a property: what is slow is measured by the benchmarks.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")
