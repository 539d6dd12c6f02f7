"""What moderation and curvature mean: slopes and effects at values of the moderators."""

from plspm.moderation.effects import conditional_effects, moderated_mediation
from plspm.moderation.johnson_neyman import JohnsonNeyman, johnson_neyman
from plspm.moderation.slopes import simple_slopes, turning_point

__all__ = [
    "JohnsonNeyman",
    "conditional_effects",
    "johnson_neyman",
    "moderated_mediation",
    "simple_slopes",
    "turning_point",
]
