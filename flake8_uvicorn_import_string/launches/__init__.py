"""Which calls launch, and with what."""
