"""Lotse's own Rasa components: German text, concerns, emotion, escalation, responses, the desk's channel.

`config.yml`, `endpoints.yml` and `credentials.yml` name them. Nothing here knows the desk or the actions.
"""
