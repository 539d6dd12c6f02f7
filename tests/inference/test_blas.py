"""BLAS is kept at one thread while anyone wants it so, and then gets back what it had."""

from threadpoolctl import threadpool_info, threadpool_limits

from plspm.inference.blas import one_blas_thread


def threads() -> set[int]:
    return {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"}


def test_users_who_leave_in_another_order_than_they_came():
    with threadpool_limits(2, user_api="blas"):
        before = threads()
        first, second = one_blas_thread(), one_blas_thread()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        assert threads() == {1}
        second.__exit__(None, None, None)
        assert threads() == before
