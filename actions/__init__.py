"""Lotse's custom actions: what the bot looks up, asks for, writes down, and when it calls a person.

Run by rasa-sdk's action server. It never imports `desk`, `rasa` or `language`; it talks to the desk in `desk_client.py`
and to the shop's records in `shop_client.py`, and nowhere else.
"""
