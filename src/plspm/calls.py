"""Calls that name what does not exist, answered with what does: options and attributes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache, wraps
from inspect import Parameter, Signature, isfunction, signature
from sys import modules
from types import MappingProxyType
from typing import Final, NoReturn, ParamSpec, TypeVar

from plspm.errors import CallError, UnavailableError
from plspm.spelling import most_like

P = ParamSpec("P")
R = TypeVar("R")
Class = TypeVar("Class", bound=type)

OPTIONS_ELSEWHERE: Final = MappingProxyType(
    {
        "draws": "nboot n_boot boots r b reps replications subsamples n_bootstrap iterations "
        "bootstrap_iterations n_resamples n_samples nsim n_sim nsims sims replicates nreps n_reps",
        "max_iterations": "max_iter maxiter maxit iterations",
        "tolerance": "tol stop_criterion stopcriterion",
        "threads": "cores n_cores ncores n_jobs processes workers",
        "seed": "random_state rng",
        "level": "alpha conf_level confidence confidence_level ci",
        "kind": "ci_type interval method type",
        "method": "type",
        "by": "group groups grouping grouping_variable",
        "scheme": "inner_weights weighting inner_weighting_scheme",
        "missing": "missing_value missings na na_rm",
        "standardize": "scaled scale standardise standardized",
        "weights": "case_weights sample_weight",
        "correlations": "cov covariance corr s",
        "to": "targets target",
        "show": "significance",
    }
)
"""What other programs call the options of this one."""

OF_BOOTSTRAPS: Final = ("draws", "bootstrap", "seed", "threads")

ATTRIBUTES_ELSEWHERE: Final = MappingProxyType(
    {
        "r_squared": "r2 rsq rsquare rsquared r_square",
        "reliability": "ave alpha cronbach cronbach_alpha cronbachs_alpha rhoa rhoc rho_a rho_c "
        "cr composite_reliability",
        "f_squared": "f2 fsq fsquare",
        "vif_inner": "vif vifs",
        "fit": "srmr nfi d_uls d_g chi_square gof goodness_of_fit",
        "paths": "path_coefs coefficients coef inner_model path_coefficients",
        "loadings": "outer_loadings outer_model",
        "weights": "outer_weights",
        "scores": "construct_scores latent_scores latent_variables",
        "construct_correlations": "correlations lv_correlations",
        "bootstrap": "p_values pvalues t_values std_error",
    }
)
"""What other programs call what a result has."""


NAMES_ELSEWHERE: Final = MappingProxyType(
    {
        "estimate": "plspm pls plspath csem fit estimate_pls sempls run",
        "PathModel": "model plsmodel config parse specify specify_model",
        "paths": "relationships",
        "reflective": "construct construct_reflective latent mode_a",
        "formative": "mode_b construct_formative",
        "composite": "construct_composite",
        "plots": "plot plot_model",
        "datasets": "data load_dataset load_data",
    }
)
"""What other programs call the public names of the package."""


def plainly(call: str, *, method: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a public function so that its wrong calls are answered in words of its users.

    Parameters
    ----------
    call : str
        How users call it, for example "result.bootstrap".
    method : bool, default False
        Whether its first parameter is the instance, whatever the name: users do not give it.

    Examples
    --------
    >>> @plainly("result.bootstrap")
    ... def bootstrap(draws=4999, *, level=0.95): ...
    >>> bootstrap(nboot=500)
    Traceback (most recent call last):
    plspm.errors.CallError: result.bootstrap() has no option 'nboot'; did you mean draws=...?
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @cache
        def known() -> Signature:
            return signature(function)

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                known().bind(*args, **kwargs)
            except TypeError as error:
                options = dict(list(known().parameters.items())[method:])
                raise CallError(
                    list(_call_problems(call, options, args[method:], kwargs))
                    or f"{call}(): {error}."
                ) from None
            return function(*args, **kwargs)

        return checked

    return decorate


def _call_problems(
    call: str, options: dict[str, Parameter], args: tuple[object, ...], kwargs: Collection[str]
) -> Iterator[str]:
    """Say which options a function lacks, what stands in the wrong place, and what is not given."""
    by_place = [name for name, o in options.items() if o.kind is not Parameter.KEYWORD_ONLY]
    given = len(args)
    for name in kwargs:
        if name not in options:
            yield f"{call}() has no option {name!r}; {_remedy(name, options)}"
    if given > len(by_place):
        named = [name for name in options if name not in by_place]
        yield (
            f"{call}() takes {_listed(by_place) or 'nothing'} by position; give the rest by name: "
            f"{', '.join(f'{name}=...' for name in named)}"
        )
        return
    lacking = [
        name
        for place, (name, option) in enumerate(options.items())
        if option.default is Parameter.empty
        and option.kind not in {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}
        and name not in kwargs
        and not (name in by_place and place < given)
    ]
    if lacking:
        yield f"{call}() also needs {_listed(lacking)}."
    for name in by_place[:given]:
        if name in kwargs:
            yield f"{call}() was given {name} twice, by position and by name."


def _remedy(name: str, options: Collection[str]) -> str:
    if guess := nearest(name, options, OPTIONS_ELSEWHERE):
        return f"did you mean {guess}=...?"
    if _other_word(name, ["by"], OPTIONS_ELSEWHERE):
        return "groups are compared after the fit: plspm.compare_groups(result, by)."
    if nearest(name, OF_BOOTSTRAPS, OPTIONS_ELSEWHERE) and "draws" not in options:
        if "plan" in options:
            return "its plan says that: plan=plspm.plans.Bootstrap(draws=4999, seed=1)."
        return "draws are made of a result: boot = result.bootstrap(draws=4999, seed=1)."
    return f"it has {_listed(options)}."


def plain_methods(instance: str) -> Callable[[Class], Class]:
    """Decorate a class so that each public method is called :func:`plainly`.

    Parameters
    ----------
    instance : str
        What users call an instance, for example "result".
    """

    def decorate(owner: Class) -> Class:
        for name in dir(owner):
            method = getattr(owner, name)
            if not name.startswith("_") and isfunction(method):
                setattr(owner, name, plainly(f"{instance}.{name}", method=True)(method))
        return owner

    return decorate


def plain_constructor(call: str) -> Callable[[Class], Class]:
    """Decorate a class so that instances are made :func:`plainly`.

    Parameters
    ----------
    call : str
        What users call the class, for example "plspm.plans.Bootstrap".
    """

    def decorate(owner: Class) -> Class:
        name = "__init__"
        setattr(owner, name, plainly(call, method=True)(getattr(owner, name)))
        return owner

    return decorate


def no_attribute(owner: object, name: str) -> NoReturn:
    """Raise the error for an attribute that `owner` lacks: it names the one that is meant.

    To be called by ``__getattr__``. That Python also calls where a property ended with an
    AttributeError; then this comes up again.

    Raises
    ------
    UnavailableError
        There is no such attribute.
    """
    kind = type(owner)
    if hasattr(kind, name):
        object.__getattribute__(owner, name)
    if name.startswith("_"):
        raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}")
    public = [word for word in dir(kind) if not word.startswith("_")]
    guess = nearest(name, public, ATTRIBUTES_ELSEWHERE)
    remedy = f"; did you mean {guess!r}?" if guess else ", and nothing of a similar name."
    if call := _function_of_results(name, public):
        remedy = f"; that is a function, plspm.{call}."
    error = UnavailableError(f"{kind.__name__} has no {name!r}{remedy}")
    # Python would add a suggestion of its own where it knows the name.
    error.obj = owner
    raise error


def _function_of_results(name: str, attributes: Collection[str]) -> str | None:
    """The call of a public function that is told of results, where no attribute is as near."""
    package = modules[__name__.partition(".")[0]]
    functions = [word for word in package.__all__ if word.islower()]
    guess = nearest(name, {*attributes, *functions}, ATTRIBUTES_ELSEWHERE)
    function = None if guess is None or guess in attributes else getattr(package, guess)
    if not isfunction(function) or "PLSResult" not in str(function.__doc__):
        return None
    first, *others = signature(function).parameters.values()
    needed = [first.name, *(o.name for o in others if o.default is Parameter.empty)]
    return f"{guess}({_listed(needed)})"


def unknown_name(module: str, name: str, known: Collection[str]) -> AttributeError:
    """Return the error for a name that a module lacks; it tells the nearest one.

    Examples
    --------
    >>> unknown_name("plspm.plots", "forest", ["forest_plot", "to_dot"])
    AttributeError("module 'plspm.plots' has no attribute 'forest'; did you mean 'forest_plot'?")
    """
    guess = None if name.startswith("_") else nearest(name, known, NAMES_ELSEWHERE)
    remedy = "" if guess is None else f"; did you mean {guess!r}?"
    return AttributeError(f"module {module!r} has no attribute {name!r}{remedy}")


def nearest(name: str, known: Collection[str], elsewhere: MappingProxyType[str, str]) -> str | None:
    """Find what is meant by a name: what another program calls it, or what looks like it.

    Examples
    --------
    >>> nearest("R2", ["r_squared", "paths"], ATTRIBUTES_ELSEWHERE)
    'r_squared'
    >>> nearest("path", ["r_squared", "paths"], ATTRIBUTES_ELSEWHERE)
    'paths'
    """
    return _other_word(name, known, elsewhere) or most_like(_plain(name), known)


def _other_word(
    name: str, known: Collection[str], elsewhere: MappingProxyType[str, str]
) -> str | None:
    """Find what another program calls by this name."""
    for word, others in elsewhere.items():
        if word in known and _plain(name) in others.split():
            return word
    return None


def _plain(name: str) -> str:
    return str(name)[:60].lower()


def _listed(names: Collection[str]) -> str:
    return ", ".join(names)
