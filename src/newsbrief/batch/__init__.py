"""Many articles in one run that can be killed and resumed: inputs, work, journal, outputs."""
