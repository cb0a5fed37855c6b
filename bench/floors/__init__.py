"""The floors: the least that has to happen, without a product around it."""
