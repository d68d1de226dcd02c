"""The thinking: from a question to a cited answer. Pure: knows neither the network nor `app`."""
