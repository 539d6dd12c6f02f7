"""Path models as estimators of scikit-learn: ``pip install scikit-learn``."""

from plspm.errors import MissingDependencyError

try:
    from plspm.sklearn.path_model import PLSPathModel
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "sklearn":
        raise
    raise MissingDependencyError(
        "PLSPathModel needs scikit-learn, which is not installed: pip install scikit-learn"
    ) from error

__all__ = ["PLSPathModel"]
