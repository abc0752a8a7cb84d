"""Tokens: random, told once, stored only as hashes."""

import hashlib
import hmac
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is stored of a token. The token is random, so a plain fast hash is enough."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def matches(token: str, stored_hash: str) -> bool:
    """Whether this token has this hash, in a time that tells nothing."""
    return same(token_hash(token), stored_hash)


def keyed_hash(secret: str, purpose: str, token: str) -> str:
    """A hash that only the holder of the secret can make, apart for each purpose."""
    return hmac.new(_bytes(secret), _bytes(f"{purpose}:{token}"), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def _bytes(text: str) -> bytes:
    """What strangers send may hold signs that cannot be encoded."""
    return text.encode(errors="replace")
