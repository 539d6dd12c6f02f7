"""What would change the conclusions: endogeneity, and the kind of measurement."""

__all__: list[str] = []
