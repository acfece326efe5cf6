"""Alerts: rules applied to the claims of an article. `alerts_of` and `why_not` are pure and deterministic."""

from tocsin.alerts.assemble import alerts_of, why_not
from tocsin.alerts.matching import Suppressed
from tocsin.alerts.rules import Rule, Rules, RulesError, default_rules, load_rules

__all__ = ["Rule", "Rules", "RulesError", "Suppressed", "alerts_of", "default_rules", "load_rules", "why_not"]
