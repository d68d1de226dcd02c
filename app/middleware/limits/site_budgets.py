"""The tokens of a day of the whole service, and of each site that has a budget of its own."""

from collections.abc import Mapping, Sequence

from app.middleware.limits.budget import Budget, Reservation
from app.middleware.limits.rates import Refusal


class SiteBudgets:
    """A question is let in when both have room for it; see `Budget`."""

    def __init__(self, service: Budget, sites: Mapping[str, Budget]) -> None:
        self._service = service
        self._sites = sites

    async def reserve(self, site: str, questions: int) -> Sequence[Reservation] | Refusal:
        """Take what these questions may cost; give it back with `settle`, whatever becomes of them."""
        reservations: list[Reservation] = []
        for budget in self._find(site):
            reserved = await budget.reserve(questions)
            if isinstance(reserved, Refusal):
                await self.settle(site, reservations, 0)
                return reserved
            reservations.append(reserved)
        return reservations

    async def settle(self, site: str, reservations: Sequence[Reservation], tokens: int) -> None:
        """Give back what was reserved, and count what was spent."""
        for budget, reservation in zip(self._find(site), reservations, strict=False):  # one may have refused
            await budget.settle(reservation, 0)
        await self.spend(site, tokens)

    async def spend(self, site: str, tokens: int) -> None:
        """Count tokens that an answer has cost."""
        for budget in self._find(site):
            await budget.spend(tokens)

    def _find(self, site: str) -> list[Budget]:
        return [self._sites[site], self._service] if site in self._sites else [self._service]
