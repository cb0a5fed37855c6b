"""The local default: a private PostGIS, broker, Node and browser inside the checkout.

Standard library only: these modules run before any environment exists.
"""
