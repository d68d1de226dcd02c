"""What reading a site raises. The command line turns it into its own usage error.

ReadingError           the folder or an option cannot be used; says what is wrong and what to do
└── PageError          one page cannot be read; becomes a `Problem` and never leaves a run
    └── UnreadableError   the page is there, but could not be read this time: what is indexed of it stays
"""


class ReadingError(Exception):
    """The site cannot be read at all: a wrong path, nothing to read, or an option that is missing."""


class PageError(ReadingError):
    """One page cannot be read; the message is what its `Problem` will say."""


class UnreadableError(PageError):
    """The page is there, but could not be read this time, such as when a disk or a server fails."""
