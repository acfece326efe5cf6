"""Entities: persons, organisations and places, resolved to the same ids in every language."""

from tocsin.entities.claim_links import link_claims
from tocsin.entities.recognition import recognise

__all__ = ["link_claims", "recognise"]
