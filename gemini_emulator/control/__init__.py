"""How tests steer the emulator: scripted answers, faults, limits, delays, and what was called."""
