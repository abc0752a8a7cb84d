"""The tables. Changed only together with a migration; a test compares the two."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Id = String(36)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: always UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware of being UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


pods = Table(
    "pods",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("email", String(254), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("roles", Json, nullable=False),
    Column("presence", String(12), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("pod_id", Id, ForeignKey("pods.id")),
    Column("languages", Json, nullable=False),
    Column("skills", Json, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("last_seen_at", Moment),
    Column("working_since", Moment),
    Column("last_assigned_at", Moment),
    Column("hard_in_a_row", Integer, nullable=False),
    Column("rests_until", Moment),
    Column("room_seen_at", Moment),
    Column("created_at", Moment, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("email", String(254), nullable=False),
    Column("roles", Json, nullable=False),
    Column("pod_id", Id, ForeignKey("pods.id")),
    Column("invited_by", Id, ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

rules = Table(
    "rules",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Json, nullable=False),
    Column("changed_by", Id, ForeignKey("people.id")),
    Column("changed_at", Moment, nullable=False),
)

snippets = Table(
    "snippets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("keyword", String(40), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("german", Text, nullable=False),
    Column("english", Text),
    Column("changed_by", Id, ForeignKey("people.id")),
    Column("changed_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("active_at", Moment, nullable=False),
    Column("locked", Boolean, nullable=False),
)

customers = Table(
    "customers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200)),
    Column("email", String(254), index=True),
    Column("phone", String(40)),
    Column("external_id", String(200), index=True),
    Column("pod_id", Id, ForeignKey("pods.id"), index=True),
    Column("created_at", Moment, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("customer_id", Id, ForeignKey("customers.id"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("page", String(500)),
    Column("state", String(10), nullable=False, index=True),
    Column("owner_epoch", Integer, nullable=False),
    Column("episode", Integer, nullable=False),
    Column("owner_id", Id, ForeignKey("people.id"), index=True),
    Column("offered_to", Id, ForeignKey("people.id")),
    Column("pod_id", Id, ForeignKey("pods.id")),
    Column("wanted_id", Id, ForeignKey("people.id")),
    Column("skill", String(80)),
    Column("hard", Boolean, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("waiting_since", Moment),
    Column("last_sequence", Integer, nullable=False),
    Column("delivered_sequence", Integer, nullable=False),
    Column("seen_by_agent", Integer, nullable=False),
    Column("seen_by_customer", Integer, nullable=False),
    Column("disposition", String(24)),
    Column("concern", String(80), index=True),
    Column("summary", Text),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("erased_at", Moment),
)

events = Table(
    "events",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("type", String(8), nullable=False),
    Column("author_kind", String(8), nullable=False),
    Column("author_name", String(120)),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("text", Text),
    Column("buttons", Json),
    Column("asks", String(40)),
    Column("attachment", Json),
    Column("state", String(10)),
    Column("client_message_id", Id),
    Column("at", Moment, nullable=False),
    UniqueConstraint("conversation_id", "client_message_id"),
)

bot_turns = Table(
    "bot_turns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("episode", Integer, nullable=False),
    Column("owner_epoch", Integer, nullable=False),
    Column("state", String(8), nullable=False, index=True),
    Column("chosen", String(80)),
    Column("understood", Json),
    Column("progress", Json),
    Column("briefing", Json),
    Column("note", String(200)),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    UniqueConstraint("conversation_id", "sequence"),
)

readings = Table(
    "readings",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("understood", Json, nullable=False),
    Column("at", Moment, nullable=False),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("turn_id", Id, ForeignKey("bot_turns.id")),
    Column("reason", String(32), nullable=False),
    Column("concerns", Json, nullable=False),
    Column("filled", Json, nullable=False),
    Column("tried", Json, nullable=False),
    Column("summary", Text, nullable=False),
    Column("emotion_course", Json, nullable=False),
    Column("waiting_since", Moment, nullable=False),
    Column("accepted_by", Id, ForeignKey("people.id")),
    Column("accepted_at", Moment, index=True),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Id, primary_key=True),
    Column("handoff_id", Id, ForeignKey("handoffs.id"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("field", String(12), nullable=False),
    Column("was", String(80)),
    Column("now", String(80), nullable=False),
    Column("at", Moment, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("episode", Integer, primary_key=True, autoincrement=False),
    Column("score", Integer, nullable=False),
    Column("comment", Text),
    Column("at", Moment, nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("because", Json, nullable=False),
    Column("others", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", String(12)),
    Column("ended_at", Moment),
)

goodwill = Table(
    "goodwill",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False, index=True),
    Column("amount_cents", Integer, nullable=False),
    Column("reason", String(500)),
    Column("state", String(10), nullable=False, index=True),
    Column("decided_by", Id, ForeignKey("people.id")),
    Column("decided_at", Moment),
    Column("created_at", Moment, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("sequence", Integer, nullable=False),
    Column("name", String(200)),
    Column("kind", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("created_at", Moment, nullable=False),
)

room_messages = Table(
    "room_messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("pod_id", Id, ForeignKey("pods.id"), nullable=False),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("conversation_id", Id, ForeignKey("conversations.id"), index=True),
    Column("text", Text),
    Column("at", Moment, nullable=False),
    Index("ix_room_messages_pod_id_at", "pod_id", "at"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, index=True),
    Column("at", Moment, nullable=False),
    Column("seen_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("action", String(40), nullable=False),
    Column("conversation_id", Id, index=True),
    Column("details", Json),
)

# The line itself, in the order of being served. Its condition has no parameters, or no database would use the index;
# `|| ''` keeps SQLite from its index on the state alone, which it would take for the better one, and sort.
WAITS = text("state || '' IN ('offered', 'queued') AND erased_at IS NULL")
IN_LINE = conversations.c.priority.desc(), conversations.c.waiting_since, conversations.c.id
Index("ix_conversations_in_line", *IN_LINE, sqlite_where=WAITS, postgresql_where=WAITS)
Index("ix_bot_turns_pending", bot_turns.c.conversation_id, bot_turns.c.state)
