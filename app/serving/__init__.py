"""Running the service: uvicorn, its processes, and the bounds on heads that it lacks."""
