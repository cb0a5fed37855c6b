"""Dated policy parameters (政策参数), each with unit, source and article."""
