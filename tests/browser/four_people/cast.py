"""Who takes part, and how each customer's case stands in their chat."""

ANNA, BEN = "Anna Kruse", "Ben Fuchs"
AGENTS = ("Mira Jansen", "Jonas Brandt")
NOBODY = "Gerade ist niemand da – wir melden uns"
FIRST, SECOND = "Sie sind Nr. 1 in der Warteschlange", "Sie sind Nr. 2 in der Warteschlange"
NEXT = "Gleich ist jemand für Sie da"
WITH_MIRA, WITH_JONAS = "Mira ist jetzt für Sie da", "Jonas ist jetzt für Sie da"
