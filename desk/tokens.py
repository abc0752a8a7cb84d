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
    return hashlib.sha256(token.encode()).hexdigest()


def matches(token: str, stored_hash: str) -> bool:
    """Whether this token has this hash, in a time that tells nothing."""
    return hmac.compare_digest(token_hash(token), stored_hash)


def keyed_hash(secret: str, purpose: str, token: str) -> str:
    """A hash that only the holder of the secret can make, apart for each purpose."""
    return hmac.new(secret.encode(), f"{purpose}:{token}".encode(), hashlib.sha256).hexdigest()
