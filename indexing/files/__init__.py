"""Files: which ones a folder holds, which of them a pattern means, and what they say as text."""
