"""The kettle."""


class Kettle:
    """Boils water."""

    def fill(self, litres: float) -> None:
        """Pour water in."""

    def boil(self) -> int:
        """Heat the water.

        :returns: how many seconds it took
        """
        return 180
