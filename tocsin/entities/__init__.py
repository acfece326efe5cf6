"""Entities: persons, organisations and places, resolved to the same ids in every language."""

from tocsin.entities.claim_links import PARTY_KINDS, claimant_kind, link_claims, linked
from tocsin.entities.recognition import ReadText, recognise, with_tagged

__all__ = ["PARTY_KINDS", "ReadText", "claimant_kind", "link_claims", "linked", "recognise", "with_tagged"]
