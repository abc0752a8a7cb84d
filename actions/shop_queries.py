"""Every SQL statement over the shop's records, by name; `shop_schema.sql` says what the columns mean."""

from __future__ import annotations

# The order of a number, but only with the postcode or the e-mail address that belongs to it.
FIND_ORDER = """
SELECT orders.*, customers.plus_until
FROM orders JOIN customers ON customers.email = orders.email
WHERE orders.number = :number
  AND (orders.postcode = :proof OR lower(orders.email) = lower(:proof))
"""

# The articles of an order, as they were ordered.
ITEMS_OF_ORDER = "SELECT name, price_cents, returned FROM items WHERE order_number = :number ORDER BY position"

# The money that goes back for an order.
REFUND_OF_ORDER = "SELECT amount_cents, items, started_on, paid_on FROM refunds WHERE order_number = :number"

# The day for which a demo's days were written.
SEEDED_ON = "SELECT seeded_on FROM demo"

# The request that was written under a key.
REQUEST_BY_KEY = "SELECT id FROM requests WHERE key = :key"

# A new request.
WRITE_REQUEST = """
INSERT INTO requests (key, kind, order_number, details, written_at)
VALUES (:key, :kind, :order_number, :details, :written_at)
RETURNING id
"""

# An article that the customer will send back.
ANNOUNCE_RETURN = """
UPDATE items SET returned = 'announced'
WHERE order_number = :number AND name = :name AND returned = 'kept'
"""

# An order that will not ship.
CANCEL_ORDER = "UPDATE orders SET state = 'cancelled', cancelled_on = :day WHERE number = :number"

# What was paid for a cancelled order goes back.
REFUND_CANCELLED_ORDER = """
INSERT INTO refunds (order_number, amount_cents, items, started_on)
SELECT order_number, sum(price_cents), json_group_array(name), :day
FROM items WHERE order_number = :number GROUP BY order_number
ON CONFLICT (order_number) DO NOTHING
"""

# A new postal address of the customer who placed an order.
CHANGE_ADDRESS = """
UPDATE customers SET address = :address
WHERE email = (SELECT email FROM orders WHERE number = :number)
"""

# The demo's rows, one statement a table.
CLEAR_DEMO = tuple(f"DELETE FROM {table}" for table in ("refunds", "items", "orders", "customers", "demo"))  # noqa: S608
SEED_DEMO = "INSERT INTO demo (seeded_on) VALUES (:seeded_on)"
SEED_CUSTOMER = """
INSERT INTO customers (email, name, address, plus_until) VALUES (:email, :name, :address, :plus_until)
ON CONFLICT (email) DO NOTHING
"""
SEED_ORDER = """
INSERT INTO orders (number, email, postcode, country, state, ordered_on, shipped_on, expected_on, delivered_on,
                    returned_on, cancelled_on, carrier, tracking_number, invoice_number)
VALUES (:number, :email, :postcode, :country, :state, :ordered_on, :shipped_on, :expected_on, :delivered_on,
        :returned_on, :cancelled_on, :carrier, :tracking_number, :invoice_number)
"""
SEED_ITEM = """
INSERT INTO items (order_number, position, name, price_cents, returned)
VALUES (:order_number, :position, :name, :price_cents, :returned)
"""
SEED_REFUND = """
INSERT INTO refunds (order_number, amount_cents, items, started_on, paid_on)
VALUES (:order_number, :amount_cents, :items, :started_on, :paid_on)
"""
