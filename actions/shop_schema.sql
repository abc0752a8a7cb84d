-- The records of a small shop, as the demo keeps them. Days are ISO dates; amounts are cents.

-- One row: the day for which the demo's days were written. Reading moves every day by what has passed since, so that
-- "delivered today" stays true. Absent in records that are not a demo's.
CREATE TABLE IF NOT EXISTS demo (
    seeded_on TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS customers (
    email      TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    address    TEXT,
    plus_until TEXT
);

CREATE TABLE IF NOT EXISTS orders (
    number          TEXT PRIMARY KEY,
    email           TEXT NOT NULL REFERENCES customers (email),
    postcode        TEXT NOT NULL,
    country         TEXT NOT NULL,
    state           TEXT NOT NULL,
    ordered_on      TEXT NOT NULL,
    shipped_on      TEXT,
    expected_on     TEXT,
    delivered_on    TEXT,
    returned_on     TEXT,
    cancelled_on    TEXT,
    carrier         TEXT,
    tracking_number TEXT,
    invoice_number  TEXT
);

CREATE TABLE IF NOT EXISTS items (
    order_number TEXT NOT NULL REFERENCES orders (number),
    position     INTEGER NOT NULL,
    name         TEXT NOT NULL,
    price_cents  INTEGER NOT NULL,
    returned     TEXT NOT NULL DEFAULT 'kept',
    PRIMARY KEY (order_number, position)
);

CREATE TABLE IF NOT EXISTS refunds (
    order_number TEXT PRIMARY KEY REFERENCES orders (number),
    amount_cents INTEGER NOT NULL,
    items        TEXT NOT NULL, -- JSON list of names
    started_on   TEXT NOT NULL,
    paid_on      TEXT
);

-- What customers wished through the bot. `key` keeps a repeated wish from being written twice.
CREATE TABLE IF NOT EXISTS requests (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    order_number TEXT,
    details      TEXT NOT NULL, -- JSON object
    written_at   TEXT NOT NULL
);
