"""Decides which of its accounts a document is mainly about.

Accounts of one document -> the one that opens it or holds most of its claims; its own story before the past, and who was harmed before
who is only said to have done it. Knows no other document.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.model.incident import Account

LEAD_WEIGHT = 3  # the account that a text opens with outweighs three further claims


def find_main(accounts: Sequence[Account]) -> Account | None:
    """The main one of the accounts that found something; None where none does."""
    founding = [account for account in accounts if account.founds]
    own = [account for account in founding if not account.is_background] or founding
    own = [account for account in own if _counts_somebody(account)] or own
    if not own:
        return None
    opening = min(account.sentence for account in own)
    return min(
        own, key=lambda one: (-len(one.claim_ids) - LEAD_WEIGHT * (one.sentence == opening), one.sentence, one.id)
    )


def _counts_somebody(account: Account) -> bool:
    return any(trait.outcome is not None for trait in account.traits)
