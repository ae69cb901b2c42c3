"""Registering, logging in and out, and what a customer sees of themselves."""

import secrets

from starlette.responses import Response

from .forms import Form, email, find_problems, given, long_enough
from .store import DEMO_ACCOUNT, EMAIL_CODE, Account
from .visit import Visit

SAFE_NEXT = {"account", "checkout"}
"""Where a login may lead; an address from outside never decides."""


def show_account(visit: Visit) -> Response:
    account = visit.session.account
    if account is None:
        return _show_forms(visit)
    orders = [
        visit.shop.store.orders[number] for number in account.orders if number in visit.shop.store.orders
    ]
    return visit.render("account.html", orders=orders[::-1], customer=account)


def log_in(visit: Visit, form: Form) -> Response:
    account = visit.shop.store.check_login(form.get("email", ""), form.get("password", ""))
    if account is None:
        return visit.refuse(_forms_address(visit, form), "login", form, {"login": "wrong_login"})
    return _enter(visit, account, form)


def register(visit: Visit, form: Form) -> Response:
    checks = {"name": (given,), "email": (given, email), "password": (given, long_enough)}
    problems = dict(find_problems(form, checks))
    account = None if problems else visit.shop.store.register(form["email"], form["name"], form["password"])
    if account is None:
        return visit.refuse(
            _forms_address(visit, form), "register", form, problems or {"email": "email_taken"}
        )
    return _enter(visit, account, form)


def log_out(visit: Visit, form: Form) -> Response:
    visit.session.account = None
    visit.session.basket.clear()
    visit.session.orders.clear()
    visit.shop.store.renew_session(visit.session)
    return visit.go(visit.path(""))


def confirm_email(visit: Visit, form: Form) -> Response:
    if visit.session.account is None:
        return visit.go(visit.path("account"))
    right = secrets.compare_digest(form.get("code", "").encode(), EMAIL_CODE.encode())
    visit.session.account.verified |= right
    visit.note("verified" if right else "wrong_code")
    return visit.go(visit.path("account"))


def _enter(visit: Visit, account: Account, form: Form) -> Response:
    visit.session.account = account
    visit.shop.store.renew_session(visit.session)
    return visit.go(visit.path(_target(form)))


def _show_forms(visit: Visit) -> Response:
    refused = visit.take_refused("login", "register")
    return visit.render("login.html", refused=refused, demo_account=DEMO_ACCOUNT, next=_target(visit.asked))


def _forms_address(visit: Visit, form: Form) -> str:
    return visit.path("account", next=_target(form))


def _target(values: Form) -> str:
    asked = values.get("next", "account")
    return asked if asked in SAFE_NEXT else "account"
