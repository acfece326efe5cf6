"""Entities: persons, organisations and places, resolved to the same ids in every language."""

from tocsin.entities.claim_links import PARTY_KINDS, claimant_kind, link_claims
from tocsin.entities.recognition import recognise

__all__ = ["PARTY_KINDS", "claimant_kind", "link_claims", "recognise"]
