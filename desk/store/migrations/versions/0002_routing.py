"""Routing and teamwork: skills, rules, assignments, goodwill, snippets, invitations, attachments, the pods' rooms."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
NOW = sa.func.current_timestamp()


def upgrade() -> None:
    _extend_people()
    _extend_conversations()
    _create_settings()
    _create_case_work()
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_handoffs_accepted_at", "handoffs", ["accepted_at"])


def downgrade() -> None:
    op.drop_index("ix_conversations_concern", "conversations")
    for table in (
        "mentions",
        "room_messages",
        "attachments",
        "goodwill",
        "assignments",
        "snippets",
        "rules",
        "invitations",
    ):
        op.drop_table(table)
    op.drop_index("ix_audit_at", "audit")
    op.drop_index("ix_handoffs_accepted_at", "handoffs")
    op.drop_index("ix_conversations_in_line", "conversations")
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)


NEW_COLUMNS = {
    "people": (
        "languages",
        "skills",
        "active",
        "working_since",
        "last_assigned_at",
        "hard_in_a_row",
        "rests_until",
        "room_seen_at",
    ),
    "sessions": ("active_at", "locked"),
    "customers": ("pod_id",),
    "conversations": ("wanted_id", "skill", "hard", "priority", "summary"),
    "events": ("attachment",),
}


def _extend_people() -> None:
    with op.batch_alter_table("people") as batch:
        batch.add_column(sa.Column("languages", JSON, nullable=False, server_default='["de", "en"]'))
        batch.add_column(sa.Column("skills", JSON, nullable=False, server_default="[]"))
        batch.add_column(sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch.add_column(sa.Column("working_since", MOMENT))
        batch.add_column(sa.Column("last_assigned_at", MOMENT))
        batch.add_column(sa.Column("hard_in_a_row", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("rests_until", MOMENT))
        batch.add_column(sa.Column("room_seen_at", MOMENT))
    # Logins end with this migration: an old one has no moment of its last activity.
    op.execute("DELETE FROM sessions")
    with op.batch_alter_table("sessions") as batch:
        batch.add_column(sa.Column("active_at", MOMENT, nullable=False))
        batch.add_column(sa.Column("locked", sa.Boolean(), nullable=False))


def _extend_conversations() -> None:
    with op.batch_alter_table("customers") as batch:
        batch.add_column(sa.Column("pod_id", ID, sa.ForeignKey("pods.id", name="fk_customers_pod_id")))
    for column in ("email", "external_id", "pod_id"):
        op.create_index(f"ix_customers_{column}", "customers", [column])
    with op.batch_alter_table("conversations") as batch:
        batch.add_column(sa.Column("wanted_id", ID, sa.ForeignKey("people.id", name="fk_conversations_wanted_id")))
        batch.add_column(sa.Column("skill", sa.String(length=80)))
        batch.add_column(sa.Column("hard", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("summary", sa.Text()))
    waits = sa.text("state || '' IN ('offered', 'queued') AND erased_at IS NULL")
    in_line: tuple[str | sa.TextClause, ...] = (sa.text("priority DESC"), "waiting_since", "id")
    op.create_index("ix_conversations_in_line", "conversations", in_line, sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_conversations_concern", "conversations", ["concern"])
    with op.batch_alter_table("events") as batch:
        batch.add_column(sa.Column("attachment", JSON))


def _create_settings() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("pod_id", ID),
        sa.Column("invited_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.ForeignKeyConstraint(["pod_id"], ["pods.id"], name="fk_invitations_pod_id"),
        sa.ForeignKeyConstraint(["invited_by"], ["people.id"], name="fk_invitations_invited_by"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
    )
    op.create_table(
        "rules",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("changed_by", ID),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name="fk_rules_changed_by"),
        sa.PrimaryKeyConstraint("name", name="pk_rules"),
    )
    op.create_table(
        "snippets",
        sa.Column("id", ID, nullable=False),
        sa.Column("keyword", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("german", sa.Text(), nullable=False),
        sa.Column("english", sa.Text()),
        sa.Column("changed_by", ID),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name="fk_snippets_changed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_snippets"),
        sa.UniqueConstraint("keyword", name="uq_snippets_keyword"),
    )


def _create_case_work() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("because", JSON, nullable=False),
        sa.Column("others", JSON, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(length=12)),
        sa.Column("ended_at", MOMENT),
        *_of_case("assignments"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_assignments_person_id"),
    )
    op.create_table(
        "goodwill",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500)),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        *_of_case("goodwill"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_goodwill_person_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_goodwill_decided_by"),
    )
    op.create_table(
        "attachments",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200)),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("created_at", MOMENT, nullable=False),
        *_of_case("attachments"),
    )
    op.create_table(
        "room_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("pod_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("conversation_id", ID),
        sa.Column("text", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        *_of_case("room_messages"),
        sa.ForeignKeyConstraint(["pod_id"], ["pods.id"], name="fk_room_messages_pod_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_room_messages_person_id"),
    )
    op.create_table(
        "mentions",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_mentions_conversation_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_mentions_person_id"),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", "person_id", name="pk_mentions"),
    )
    for table, column in (
        ("assignments", "conversation_id"),
        ("assignments", "person_id"),
        ("goodwill", "conversation_id"),
        ("goodwill", "person_id"),
        ("goodwill", "state"),
        ("attachments", "conversation_id"),
        ("room_messages", "conversation_id"),
        ("mentions", "person_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_room_messages_pod_id_at", "room_messages", ["pod_id", "at"])


def _of_case(table: str) -> tuple[sa.Constraint, ...]:
    """The primary key, and the conversation it belongs to."""
    return (
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=f"fk_{table}_conversation_id"),
    )
