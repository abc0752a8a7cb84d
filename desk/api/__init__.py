"""The doors of the desk, one a kind of user: customer, agent, and the bot's actions (internal)."""
