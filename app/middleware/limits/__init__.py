"""How often, and for how many tokens a day, who may ask: the rates, the budget, and where both are counted."""
