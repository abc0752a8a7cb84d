"""The first tables: people, conversations with their log and the assistant's turns, handoffs, ratings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "customers",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=200)),
        sa.Column("email", sa.String(length=254)),
        sa.Column("phone", sa.String(length=40)),
        sa.Column("external_id", sa.String(length=200)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_table(
        "pods",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pods"),
        sa.UniqueConstraint("name", name="uq_pods_name"),
    )
    op.create_table(
        "people",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("presence", sa.String(length=12), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("pod_id", ID),
        sa.Column("last_seen_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["pod_id"], ["pods.id"], name="fk_people_pod_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email", name="uq_people_email"),
    )
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", ID),
        sa.Column("details", JSON),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_audit_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_conversation_id", "audit", ["conversation_id"])

    op.create_table(
        "conversations",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("customer_id", ID, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("page", sa.String(length=500)),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("owner_epoch", sa.Integer(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("owner_id", ID),
        sa.Column("offered_to", ID),
        sa.Column("pod_id", ID),
        sa.Column("waiting_since", MOMENT),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("delivered_sequence", sa.Integer(), nullable=False),
        sa.Column("seen_by_agent", sa.Integer(), nullable=False),
        sa.Column("seen_by_customer", sa.Integer(), nullable=False),
        sa.Column("disposition", sa.String(length=24)),
        sa.Column("concern", sa.String(length=80)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_conversations_customer_id"),
        sa.ForeignKeyConstraint(["offered_to"], ["people.id"], name="fk_conversations_offered_to"),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_conversations_owner_id"),
        sa.ForeignKeyConstraint(["pod_id"], ["pods.id"], name="fk_conversations_pod_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_owner_id", "conversations", ["owner_id"])
    op.create_index("ix_conversations_state", "conversations", ["state"])

    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])

    op.create_table(
        "bot_turns",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("owner_epoch", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("chosen", sa.String(length=80)),
        sa.Column("understood", JSON),
        sa.Column("progress", JSON),
        sa.Column("briefing", JSON),
        sa.Column("note", sa.String(length=200)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_bot_turns_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bot_turns"),
        sa.UniqueConstraint("conversation_id", "sequence", name="uq_bot_turns_conversation_id_sequence"),
    )
    op.create_index("ix_bot_turns_pending", "bot_turns", ["conversation_id", "state"])
    op.create_index("ix_bot_turns_state", "bot_turns", ["state"])

    op.create_table(
        "events",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False),
        sa.Column("author_kind", sa.String(length=8), nullable=False),
        sa.Column("author_name", sa.String(length=120)),
        sa.Column("person_id", ID),
        sa.Column("text", sa.Text()),
        sa.Column("buttons", JSON),
        sa.Column("asks", sa.String(length=40)),
        sa.Column("state", sa.String(length=10)),
        sa.Column("client_message_id", ID),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_events_conversation_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_events_person_id"),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name="pk_events"),
        sa.UniqueConstraint("conversation_id", "client_message_id", name="uq_events_conversation_id_client_message_id"),
    )
    op.create_table(
        "ratings",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("episode", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_ratings_conversation_id"),
        sa.PrimaryKeyConstraint("conversation_id", "episode", name="pk_ratings"),
    )
    op.create_table(
        "readings",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("understood", JSON, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_readings_conversation_id"),
        sa.PrimaryKeyConstraint("conversation_id", "sequence", name="pk_readings"),
    )
    op.create_table(
        "handoffs",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("turn_id", ID),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("concerns", JSON, nullable=False),
        sa.Column("filled", JSON, nullable=False),
        sa.Column("tried", JSON, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("emotion_course", JSON, nullable=False),
        sa.Column("waiting_since", MOMENT, nullable=False),
        sa.Column("accepted_by", ID),
        sa.Column("accepted_at", MOMENT),
        sa.ForeignKeyConstraint(["accepted_by"], ["people.id"], name="fk_handoffs_accepted_by"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_handoffs_conversation_id"),
        sa.ForeignKeyConstraint(["turn_id"], ["bot_turns.id"], name="fk_handoffs_turn_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
    )
    op.create_index("ix_handoffs_conversation_id", "handoffs", ["conversation_id"])

    op.create_table(
        "corrections",
        sa.Column("id", ID, nullable=False),
        sa.Column("handoff_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("was", sa.String(length=80)),
        sa.Column("now", sa.String(length=80), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name="fk_corrections_handoff_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_corrections_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_handoff_id", "corrections", ["handoff_id"])


def downgrade() -> None:
    op.drop_table("corrections")
    op.drop_table("handoffs")
    op.drop_table("readings")
    op.drop_table("ratings")
    op.drop_table("events")
    op.drop_table("bot_turns")
    op.drop_table("sessions")
    op.drop_table("conversations")
    op.drop_table("audit")
    op.drop_table("people")
    op.drop_table("pods")
    op.drop_table("customers")
