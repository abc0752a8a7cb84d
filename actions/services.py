"""What the bot can do itself beyond answering: each service with its concern, form and closing action."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Service:
    """A thing done for a customer; `german` names it for the people who read a handoff."""

    concern: str
    form: str
    end: str
    german: str


SERVICES = (
    Service(concern="track_order", form="tracking_form", end="action_track_order", german="Sendungsauskunft"),
    Service(concern="refund_status", form="refund_form", end="action_refund_status", german="Erstattungsauskunft"),
    Service(concern="cancel_order", form="cancellation_form", end="action_cancel_order", german="Stornierung"),
    Service(
        concern="report_missing_parcel",
        form="missing_parcel_form",
        end="action_report_missing_parcel",
        german="Nachforschung nach dem Paket",
    ),
    Service(
        concern="report_damaged_item", form="damage_form", end="action_report_damaged_item", german="Schadensmeldung"
    ),
    Service(
        concern="report_wrong_item", form="wrong_item_form", end="action_report_wrong_item", german="Falschlieferung"
    ),
    Service(concern="start_return", form="return_form", end="action_start_return", german="Rücksendung"),
    Service(concern="request_invoice", form="invoice_form", end="action_request_invoice", german="Rechnungskopie"),
    Service(concern="change_address", form="address_form", end="action_change_address", german="Adressänderung"),
    Service(concern="delete_account", form="deletion_form", end="action_delete_account", german="Kontolöschung"),
    Service(concern="request_data", form="data_request_form", end="action_request_data", german="Datenauskunft"),
    Service(
        concern="cancel_subscription",
        form="termination_form",
        end="action_cancel_subscription",
        german="Kündigung von Nordlicht Plus",
    ),
    Service(concern="report_defect", form="defect_form", end="action_report_defect", german="Gewährleistungsfall"),
    Service(concern="request_callback", form="callback_form", end="action_request_callback", german="Rückruf"),
)
BY_CONCERN = {service.concern: service for service in SERVICES}
BY_FORM = {service.form: service for service in SERVICES}
BY_END = {service.end: service for service in SERVICES}
# Ways to say the same: a message that resembles two of them brings one wish, not two.
SAME_MATTER = (
    frozenset({"track_order", "report_missing_parcel"}),
    frozenset(
        {
            "report_damaged_item",
            "report_wrong_item",
            "report_defect",
            "start_return",
            "refund_status",
            "cancel_order",
        }
    ),
)
# What is described in one form's free text may sound like another's.
PROBLEMS = frozenset({"report_damaged_item", "report_wrong_item", "report_defect"})

# What customers tell in forms, and what a form keeps for itself while it runs.
TOLD_SLOTS = (
    "order_number",
    "proof",
    "item",
    "description",
    "return_reason",
    "wish",
    "searched",
    "confirmation",
    "address",
    "phone",
    "callback_time",
)
# Forgotten when a form ends; order number and proof stay for the rest of the episode.
FORM_SLOTS = (*TOLD_SLOTS[2:], "form_attempts", "form_trouble")
