"""What is done to a whole index: a run, its forecast, a census, a calibration."""
